/** GeoJSON (RFC 7946) of what the map shows, as pieces of text, so that a large file never has to be one string. */
import type { Hotspot } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { CellLayer } from './cellLayer'
import { cellRing } from './cellPolygons'
import { CellPyramid } from './cellPyramid'
import { clipRing } from './clipRing'
import { cellOfPrefix, splitOfPrefix } from './h3Path'
import { hotspotPosition } from './hotspotPosition'
import type { Bounds } from './mapView'

/** A layer's cells with what is said of the layer as a whole. */
export interface CellsGeoJsonInput {
  layer: Pick<CellLayer, 'cells' | 'values' | 'resolution' | 'combine' | 'name' | 'unit'>
  /** Only cells that may touch these; all when null. */
  bounds: Bounds | null
  /** Names of categories. */
  labels: [value: number, label: string][]
}

const PIECE = 2_000
const WORLD = { west: -180, east: 180, south: -90, north: 90 }

/** Every cell as a polygon with `h3`, `value` (null when unknown) and, for categories, `label`. `done` counts cells. */
export function* cellsGeoJson({
  layer,
  bounds,
  labels,
}: CellsGeoJsonInput): Generator<{ text: string; done: number; total: number }> {
  const pyramid = new CellPyramid(layer)
  const { prefixes } = pyramid.level(layer.resolution)
  const wanted = bounds ? (pyramid.within(layer.resolution, bounds, Number.POSITIVE_INFINITY) ?? []) : null
  const total = wanted?.length ?? prefixes.length
  const labelOf = new Map(labels)
  yield* collection({ name: layer.name, unit: layer.unit }, total, (i) => {
    const cell = wanted ? (wanted[i] ?? 0) : i
    const prefix = prefixes[cell] ?? 0
    const value = layer.values[cell] ?? Number.NaN
    const label = labelOf.get(value)
    return {
      type: 'Feature',
      properties: {
        h3: cellOfPrefix(prefix, layer.resolution),
        value: Number.isNaN(value) ? null : Number(value.toPrecision(7)),
        ...(label === undefined ? {} : { label }),
      },
      geometry: cellGeometry(prefix, layer.resolution),
    }
  })
}

/** Every hotspot as a point, or without a geometry where it has no position. */
export function* hotspotsGeoJson(hotspots: readonly Hotspot[]): Generator<{ text: string; done: number; total: number }> {
  yield* collection({ name: 'Hotspots' }, hotspots.length, (i) => {
    const hotspot = hotspots[i]
    const position = hotspot ? hotspotPosition(hotspot) : null
    return {
      type: 'Feature',
      properties: hotspot && {
        id: hotspotKeyOf(hotspot.id),
        name: hotspot.name,
        network: hotspot.network,
        h3: hotspot.h3,
        place: hotspot.place,
        groups: hotspot.groups,
        since: hotspot.since ?? hotspot.createdAt,
      },
      geometry: position && { type: 'Point', coordinates: position.map(roundDegrees) },
    }
  })
}

function* collection(head: object, total: number, featureAt: (i: number) => object) {
  yield { text: `{"type":"FeatureCollection",${JSON.stringify(head).slice(1, -1)},"features":[\n`, done: 0, total }
  for (let start = 0; start < total; start += PIECE) {
    const end = Math.min(total, start + PIECE)
    const lines: string[] = []
    for (let i = start; i < end; i++) lines.push(JSON.stringify(featureAt(i)))
    yield { text: lines.join(',\n') + (end < total ? ',\n' : ''), done: end, total }
  }
  yield { text: '\n]}\n', done: total, total }
}

/** Cut at the antimeridian, as the standard asks. None for a cell that holds a pole, which is no polygon on the plane. */
function cellGeometry(prefix: number, resolution: number): object | null {
  const ring = cellRing(splitOfPrefix(prefix, resolution), 0)
  if (ring.length === 0) return null
  if (ring.every(([lng]) => lng >= -180 && lng <= 180)) return { type: 'Polygon', coordinates: [closed(ring)] }
  const parts = [-360, 0, 360].flatMap((shift) => {
    const flat = clipRing(ring.flat(), shift, WORLD)
    if (flat.length < 6) return []
    return [Array.from({ length: flat.length / 2 }, (_, i): [number, number] => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0])]
  })
  return { type: 'MultiPolygon', coordinates: parts.map((part) => [closed(part)]) }
}

/** About a centimetre. */
const roundDegrees = (degrees: number) => Math.round(degrees * 1e7) / 1e7

function closed(ring: readonly (readonly [number, number])[]): number[][] {
  const corners = ring.map((corner) => corner.map(roundDegrees))
  const first = corners[0]
  return first ? [...corners, first] : corners
}
