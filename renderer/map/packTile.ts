/**
 * A vector tile of a map pack as buffers to draw: fills, lines and place names, in degrees. Understands the two schemas that
 * packs come in, by the names of their layers and classes: OpenMapTiles and Protomaps. What it does not know it leaves out.
 */
import { classifyRings, VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import earcut from 'earcut'
import { PbfReader } from 'pbf'
import { toDegrees } from '#core/geo/angles'
import { clipRing } from './clipRing'
import { type FillKind, fillKindOf, type LineKind, labelRankOf, lineKindOf } from './packKinds'

export interface TileAddress {
  z: number
  x: number
  y: number
}

export interface TileFill {
  kind: FillKind
  /** Longitude, latitude pairs, and triangles as places of pairs. */
  positions: Float64Array
  indices: Uint32Array
}

export interface TileLines {
  kind: LineKind
  /** One longitude, latitude pair per segment in each. */
  from: Float64Array
  to: Float64Array
}

export interface TileLabel {
  text: string
  lng: number
  lat: number
  /** Smaller is more important. */
  rank: number
}

export interface TileGeometry {
  fills: TileFill[]
  lines: TileLines[]
  labels: TileLabel[]
}

interface Point {
  x: number
  y: number
}

/** @param bytes the tile, uncompressed. @throws Error when they are no vector tile. */
export function decodeTile(bytes: ArrayBuffer, address: TileAddress): TileGeometry {
  const tile = new VectorTile(new PbfReader(bytes))
  const fills = new Map<FillKind, { positions: number[]; indices: number[] }>()
  const lines = new Map<LineKind, { from: number[]; to: number[] }>()
  const labels: TileLabel[] = []
  for (const [name, layer] of Object.entries(tile.layers)) {
    const toDegrees = degreesIn(address, layer.extent)
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i)
      const fillKind = feature.type === 3 ? fillKindOf(name, feature.properties) : null
      const lineKind = feature.type === 2 ? lineKindOf(name, feature.properties) : null
      const label = feature.type === 1 ? labelOf(name, feature, layer.extent, toDegrees) : null
      if (fillKind) {
        const fill = fills.get(fillKind) ?? { positions: [], indices: [] }
        fills.set(fillKind, fill)
        addPolygons(fill, feature.loadGeometry(), layer.extent, toDegrees)
      }
      if (lineKind) {
        const line = lines.get(lineKind) ?? { from: [], to: [] }
        lines.set(lineKind, line)
        addSegments(line, feature.loadGeometry(), layer.extent, toDegrees)
      }
      if (label) labels.push(label)
    }
  }
  return {
    fills: [...fills].map(([kind, { positions, indices }]) => ({
      kind,
      positions: Float64Array.from(positions),
      indices: Uint32Array.from(indices),
    })),
    lines: [...lines].map(([kind, { from, to }]) => ({ kind, from: Float64Array.from(from), to: Float64Array.from(to) })),
    labels,
  }
}

export function tileBuffers({ fills, lines }: TileGeometry): Transferable[] {
  return [
    ...fills.flatMap(({ positions, indices }) => [positions.buffer, indices.buffer]),
    ...lines.flatMap(({ from, to }) => [from.buffer, to.buffer]),
  ]
}

type ToDegrees = (x: number, y: number) => [number, number]

function degreesIn({ z, x, y }: TileAddress, extent: number): ToDegrees {
  const tiles = 2 ** z
  return (px, py) => {
    const latitude = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + py / extent)) / tiles)))
    return [((x + px / extent) / tiles) * 360 - 180, toDegrees(latitude)]
  }
}

/** Cut to the tile, because neighbours repeat what lies over their common edge. */
function addPolygons(
  fill: { positions: number[]; indices: number[] },
  rings: Point[][],
  extent: number,
  toDegrees: ToDegrees,
): void {
  const bounds = { west: 0, south: 0, east: extent, north: extent }
  for (const polygon of classifyRings(rings as Parameters<typeof classifyRings>[0])) {
    const flat: number[] = []
    const holes: number[] = []
    for (const [place, ring] of polygon.entries()) {
      // The last point of a ring repeats its first.
      const open = ring.slice(0, -1).flatMap(({ x, y }) => [x, y])
      const clipped = clipRing(open, 0, bounds)
      if (clipped.length < 6 && place === 0) break
      if (clipped.length < 6) continue
      if (place > 0) holes.push(flat.length / 2)
      for (const value of clipped) flat.push(value)
    }
    const start = fill.positions.length / 2
    for (const index of earcut(flat, holes)) fill.indices.push(start + index)
    for (let i = 0; i < flat.length; i += 2) fill.positions.push(...toDegrees(flat[i] ?? 0, flat[i + 1] ?? 0))
  }
}

function addSegments(line: { from: number[]; to: number[] }, parts: Point[][], extent: number, toDegrees: ToDegrees): void {
  const isBeyond = (a: number, b: number) => (a < 0 && b < 0) || (a > extent && b > extent)
  for (const part of parts) {
    for (let i = 1; i < part.length; i++) {
      const [a, b] = [part[i - 1], part[i]]
      if (!a || !b || isBeyond(a.x, b.x) || isBeyond(a.y, b.y)) continue
      line.from.push(...toDegrees(a.x, a.y))
      line.to.push(...toDegrees(b.x, b.y))
    }
  }
}

function labelOf(layer: string, feature: VectorTileFeature, extent: number, toDegrees: ToDegrees): TileLabel | null {
  const rank = labelRankOf(layer, feature.properties)
  const text = feature.properties['name:latin'] ?? feature.properties.name
  const point = feature.loadGeometry()[0]?.[0]
  if (rank === null || typeof text !== 'string' || text === '' || !point) return null
  // A name that stands in the neighbour's tile comes with that.
  if (point.x < 0 || point.y < 0 || point.x >= extent || point.y >= extent) return null
  const [lng, lat] = toDegrees(point.x, point.y)
  return { text, lng, lat, rank }
}
