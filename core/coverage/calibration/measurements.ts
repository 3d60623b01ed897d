/** Measurements in columns: small enough for a million rows, and ready to cross threads. */
import { greatCircleM, type LatLng } from '../../geo/sphere'
import type { PropagationSamples } from './propagationSamples'

export interface Measurements {
  lat: Float64Array
  lng: Float64Array
  /** Power of the signal; NaN where the packet was sent and not received. */
  rssiDbm: Float32Array
  /** Below this the packet could not be received (from its spreading factor); NaN where that is not known. */
  detectionLimitDbm: Float32Array
  /** Milliseconds since 1970, NaN where the file does not say. */
  timeMs: Float64Array
  /** Row of `hotspots`. */
  hotspot: Uint32Array
  /** Keys in normal form, or names, in the order they appear. */
  hotspots: string[]
}

export interface Measurement {
  lat: number
  lng: number
  hotspot: string
  rssiDbm: number
  detectionLimitDbm: number
  timeMs: number
}

const NUMBERS = 5

/** Collects measurements in one buffer that doubles as it fills. */
export class GrowingColumns {
  private values = new Float64Array(1024 * NUMBERS)
  private servers = new Uint32Array(1024)
  private count = 0
  private readonly keys = new Map<string, number>()

  add({ lat, lng, hotspot, rssiDbm, detectionLimitDbm, timeMs }: Measurement): void {
    if (this.count === this.servers.length) this.grow()
    const key = this.keys.get(hotspot) ?? this.keys.size
    this.keys.set(hotspot, key)
    this.servers[this.count] = key
    this.values.set([lat, lng, rssiDbm, detectionLimitDbm, timeMs], this.count * NUMBERS)
    this.count++
  }

  finish(): Measurements {
    const { values, count } = this
    const column = (offset: number) =>
      Float64Array.from({ length: count }, (_, row) => values[row * NUMBERS + offset] ?? Number.NaN)
    return {
      lat: column(0),
      lng: column(1),
      rssiDbm: Float32Array.from(column(2)),
      detectionLimitDbm: Float32Array.from(column(3)),
      timeMs: column(4),
      hotspot: this.servers.slice(0, count),
      hotspots: [...this.keys.keys()],
    }
  }

  private grow(): void {
    const values = new Float64Array(this.values.length * 2)
    values.set(this.values)
    this.values = values
    const servers = new Uint32Array(this.servers.length * 2)
    servers.set(this.servers)
    this.servers = servers
  }
}

export interface JoinedSamples {
  samples: PropagationSamples
  /** Row of the measurements for each sample. */
  rows: Uint32Array
  /** Keys that no known hotspot has, with how many measurements each; their measurements are left out. */
  unknownHotspots: Map<string, number>
}

/**
 * Measurements with their distance from the hotspot they name.
 * @param positions of hotspots by key; keys are compared without regard to case
 */
export function joinMeasurements(measurements: Measurements, positions: ReadonlyMap<string, LatLng>): JoinedSamples {
  const known = new Map([...positions].map(([key, position]) => [key.toLowerCase(), position]))
  const sites = measurements.hotspots.map((key) => known.get(key.toLowerCase()))
  const unknownHotspots = new Map<string, number>()
  const rows: number[] = []
  for (const [row, server] of measurements.hotspot.entries()) {
    const key = measurements.hotspots[server] ?? ''
    if (sites[server]) rows.push(row)
    else unknownHotspots.set(key, (unknownHotspots.get(key) ?? 0) + 1)
  }
  const { lat, lng, hotspot, rssiDbm, detectionLimitDbm } = measurements
  const distanceM = Float64Array.from(rows, (row) => {
    const site = sites[hotspot[row] ?? 0]
    return site ? greatCircleM({ lat: lat[row] ?? 0, lng: lng[row] ?? 0 }, site) : Number.NaN
  })
  const samples = {
    distanceM,
    rssiDbm: Float32Array.from(rows, (row) => rssiDbm[row] ?? Number.NaN),
    hotspot: Uint32Array.from(rows, (row) => hotspot[row] ?? 0),
    detectionLimitDbm: Float32Array.from(rows, (row) => detectionLimitDbm[row] ?? Number.NaN),
    hotspotCount: sites.length,
  }
  return { samples, rows: Uint32Array.from(rows), unknownHotspots }
}
