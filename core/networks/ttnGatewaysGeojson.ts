/**
 * The Things Network gateways as GeoJSON (RFC 7946): a FeatureCollection of Points whose properties carry `eui_id`.
 * Coordinates are [longitude, latitude]; a feature with a null geometry has no location.
 */
import { z } from 'zod'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../files/importPace'
import { lineOfOffset, locateJson } from '../files/locateJson'
import { type PositionFields, readPosition } from '../files/readPosition'
import { Problem } from '../model/problem'
import { hotspotId } from './deviceKey/hotspotId'
import type { FleetReading } from './fleetRow'
import { FleetCollector, type ReadHotspot } from './readFleetTable'
import { readHotspotKey } from './readHotspotKey'

export const ttnGatewaysGeojson = 'ttn-gateways-geojson'
const NETWORK = 'ttn'

const fields: PositionFields = { lat: 'coordinates[1]', lng: 'coordinates[0]', h3: 'h3' }

const collectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
const featureSchema = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullable(),
})

/** The features of a GeoJSON document, or null when it is something else. */
export function featuresOf(document: unknown): unknown[] | null {
  return collectionSchema.safeParse(document).data?.features ?? null
}

/** True when any feature carries a gateway's EUI. */
export function isTtnGateways(features: readonly unknown[]): boolean {
  return features.some((feature) => featureSchema.safeParse(feature).data?.properties?.eui_id !== undefined)
}

/**
 * @param text the document as it is in the file, for the lines of its features
 * @throws Problem `import.cancelled`; everything wrong with the file is in the reading's problems.
 */
export async function readTtnGatewaysGeojson(
  features: readonly unknown[],
  text: string,
  pace: ImportPace,
): Promise<FleetReading> {
  const lines = featureLines(text)
  const collector = new FleetCollector(ttnGatewaysGeojson, features.length)
  for (const [index, feature] of features.entries()) {
    if (index % ROWS_PER_PAUSE === 0) await reportProgress(index, pace)
    collector.collect(lines[index] ?? 1, 'eui_id', () => readFeature(feature, index + 1))
  }
  await reportProgress(features.length, pace)
  return collector.reading
}

function featureLines(text: string): number[] {
  const lines: number[] = []
  let [line, counted] = [1, 0]
  for (const offset of locateJson(text, 'features').elementOffsets) {
    line += lineOfOffset(text.slice(counted, offset), offset - counted) - 1
    counted = offset
    lines.push(line)
  }
  return lines
}

function readFeature(value: unknown, number: number): ReadHotspot {
  const parsed = featureSchema.safeParse(value)
  if (!parsed.success) {
    throw new Problem(
      'geojson.not-a-feature',
      `Feature ${number} is not a GeoJSON Feature with properties and a geometry: correct or remove it.`,
      {
        field: parsed.error.issues[0]?.path.join('.') || 'type',
      },
    )
  }
  const { properties, geometry } = parsed.data
  const written = String(properties?.eui_id ?? '').trim()
  const key = readHotspotKey(NETWORK, written, 'eui_id')
  const position = geometry === null ? null : readPoint(geometry, number)
  const hotspot = {
    id: hotspotId(NETWORK, key),
    name: key,
    network: NETWORK,
    owner: null,
    lat: position?.lat ?? null,
    lng: position?.lng ?? null,
    h3: position?.h3 ?? null,
    place: null,
    groups: [],
  }
  return { hotspot, written }
}

function readPoint(geometry: { type: string; coordinates?: unknown }, number: number) {
  if (geometry.type !== 'Point') {
    throw new Problem(
      'geojson.not-a-point',
      `Feature ${number} is a ${geometry.type.slice(0, 40)}: only a Point can be a gateway.`,
      {
        field: 'geometry',
      },
    )
  }
  const coordinates = z.tuple([z.number(), z.number()], z.number()).safeParse(geometry.coordinates)
  if (!coordinates.success) {
    throw new Problem('position.malformed', `Feature ${number} has no two numbers as coordinates: write [longitude, latitude].`, {
      field: 'coordinates',
    })
  }
  const [lng, lat] = coordinates.data
  return readPosition(lat, lng, null, fields)
}
