/** Measurements as chunks of a layer: columns of some hundred thousand rows each, and back again. */
import type { Measurements } from '#core/coverage/calibration/measurements'
import { Problem } from '#core/model/problem'
import { readChunks } from './dataLayers'

const ROWS_PER_CHUNK = 200_000

export function* measurementChunks(all: Measurements): Generator<Record<string, unknown>> {
  const { lat, lng, rssiDbm, detectionLimitDbm, timeMs, hotspot, hotspots } = all
  for (let start = 0; start < Math.max(1, lat.length); start += ROWS_PER_CHUNK) {
    const end = start + ROWS_PER_CHUNK
    yield {
      lat: lat.slice(start, end),
      lng: lng.slice(start, end),
      rssiDbm: rssiDbm.slice(start, end),
      detectionLimitDbm: detectionLimitDbm.slice(start, end),
      timeMs: timeMs.slice(start, end),
      hotspot: hotspot.slice(start, end),
      // Once is enough: every chunk numbers the same keys.
      hotspots: start === 0 ? hotspots : [],
    }
  }
}

export function measurementChunkCount(rows: number): number {
  return Math.max(1, Math.ceil(rows / ROWS_PER_CHUNK))
}

/** @throws Problem `measurements.missing` where only the record of the layer is here (after a restore). */
export async function readMeasurementLayer(layerId: string): Promise<Measurements> {
  const chunks = (await readChunks(layerId)) as unknown as Measurements[]
  if (chunks.length === 0) {
    throw new Problem(
      'measurements.missing',
      'These measurements are not here: import their file again in Settings, Data layers.',
    )
  }
  const joined = (column: 'lat' | 'lng' | 'timeMs') => Float64Array.from(joinedBy(chunks, column))
  return {
    lat: joined('lat'),
    lng: joined('lng'),
    timeMs: joined('timeMs'),
    rssiDbm: Float32Array.from(joinedBy(chunks, 'rssiDbm')),
    detectionLimitDbm: Float32Array.from(joinedBy(chunks, 'detectionLimitDbm')),
    hotspot: Uint32Array.from(joinedBy(chunks, 'hotspot')),
    hotspots: chunks.flatMap(({ hotspots }) => hotspots),
  }
}

type NumberColumn = Exclude<keyof Measurements, 'hotspots'>

function* joinedBy(chunks: readonly Measurements[], column: NumberColumn): Generator<number> {
  for (const chunk of chunks) yield* chunk[column]
}
