/** Which tiles of a pack a view needs, and vector tiles joined into one set of buffers. */
import { toDegrees } from '#core/geo/angles'
import type { CellPolygons } from './cellPolygons'
import { type MapView, toPixel, type ViewSize, viewBounds } from './mapView'
import { FILL_COLORS, FILL_KINDS, LINE_COLORS, LINE_KINDS, LINE_WIDTHS } from './packKinds'
import type { TileAddress, TileGeometry, TileLabel } from './packTile'
import type { Scheme } from './palette'

/** A tile where it is drawn: `turn` counts turns of the globe from the one of its own longitudes. */
export interface PlacedTile extends TileAddress {
  turn: number
}

export const tileKey = ({ z, x, y }: TileAddress) => `${z}/${x}/${y}`

/** The tiles that a view shows; none when it is further out than the pack begins. */
export function tilesOfView(view: MapView, size: ViewSize, minZoom: number, maxZoom: number): PlacedTile[] {
  // A tile is 512 px wide at its own zoom; far out a pack of streets has nothing to say.
  const z = Math.min(maxZoom, Math.round(view.zoom))
  if (z < minZoom) return []
  const count = 2 ** z
  const { west, east, south, north } = viewBounds(view, size)
  const column = (longitude: number) => Math.floor(((longitude + 180) / 360) * count)
  const row = (latitude: number) => {
    const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI)
    return Math.max(0, Math.min(count - 1, Math.floor(y * count)))
  }
  const tiles: PlacedTile[] = []
  for (let x = column(west); x <= column(east); x++) {
    const turn = Math.floor(x / count)
    for (let y = row(Math.min(north, 85.05)); y <= row(Math.max(south, -85.05)); y++)
      tiles.push({ z, x: x - turn * count, y, turn })
  }
  return tiles
}

/** Degrees that a tile covers, in the turn where it is drawn. */
export function boundsOfTile({ z, x, y, turn }: PlacedTile): [west: number, south: number, east: number, north: number] {
  const count = 2 ** z
  const latitude = (row: number) => toDegrees(Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / count))))
  const longitude = (column: number) => (column / count) * 360 - 180 + turn * 360
  return [longitude(x), latitude(y + 1), longitude(x + 1), latitude(y)]
}

export interface JoinedTiles {
  fills: CellPolygons
  fillColors: Uint8Array
  lines: { length: number; from: Float64Array; to: Float64Array; colors: Uint8Array; widths: Float32Array }
  labels: TileLabel[]
}

/** All tiles as one: drawing one large layer is far cheaper than many small ones. Kinds lie over each other in their order. */
export function joinTiles(tiles: readonly { geometry: TileGeometry; turn: number }[], scheme: Scheme): JoinedTiles {
  const fills = FILL_KINDS.flatMap((kind) =>
    tiles.flatMap(({ geometry, turn }) => geometry.fills.filter((fill) => fill.kind === kind).map((fill) => ({ ...fill, turn }))),
  )
  const lines = LINE_KINDS.flatMap((kind) =>
    tiles.flatMap(({ geometry, turn }) => geometry.lines.filter((line) => line.kind === kind).map((line) => ({ ...line, turn }))),
  )
  return {
    ...joinFills(fills, scheme),
    lines: joinLines(lines, scheme),
    labels: tiles.flatMap(({ geometry, turn }) => geometry.labels.map((label) => ({ ...label, lng: label.lng + 360 * turn }))),
  }
}

type Placed<T> = T & { turn: number }

function joinFills(fills: Placed<TileGeometry['fills'][number]>[], scheme: Scheme) {
  const vertices = fills.reduce((sum, { positions }) => sum + positions.length / 2, 0)
  const positions = new Float64Array(vertices * 2)
  const indices = new Uint32Array(fills.reduce((sum, fill) => sum + fill.indices.length, 0))
  const startIndices = new Uint32Array(fills.length + 1)
  const fillColors = new Uint8Array(vertices * 4)
  let [vertex, index] = [0, 0]
  for (const [place, fill] of fills.entries()) {
    startIndices[place] = vertex
    for (const one of fill.indices) indices[index++] = vertex + one
    const color = FILL_COLORS[scheme][fill.kind]
    for (let i = 0; i < fill.positions.length; i += 2) {
      positions[2 * vertex] = (fill.positions[i] ?? 0) + 360 * fill.turn
      positions[2 * vertex + 1] = fill.positions[i + 1] ?? 0
      fillColors.set([color[0], color[1], color[2], 255], 4 * vertex)
      vertex += 1
    }
  }
  startIndices[fills.length] = vertex
  return { fills: { length: fills.length, startIndices, positions, indices }, fillColors }
}

function joinLines(lines: Placed<TileGeometry['lines'][number]>[], scheme: Scheme): JoinedTiles['lines'] {
  const length = lines.reduce((sum, { from }) => sum + from.length / 2, 0)
  const joined = {
    length,
    from: new Float64Array(length * 2),
    to: new Float64Array(length * 2),
    colors: new Uint8Array(length * 4),
    widths: new Float32Array(length),
  }
  let segment = 0
  for (const { kind, from, to, turn } of lines) {
    const color = LINE_COLORS[scheme][kind]
    for (let i = 0; i < from.length; i += 2) {
      joined.from.set([(from[i] ?? 0) + 360 * turn, from[i + 1] ?? 0], 2 * segment)
      joined.to.set([(to[i] ?? 0) + 360 * turn, to[i + 1] ?? 0], 2 * segment)
      joined.colors.set([color[0], color[1], color[2], 255], 4 * segment)
      joined.widths[segment] = LINE_WIDTHS[kind]
      segment += 1
    }
  }
  return joined
}

export interface PlacedLabel {
  text: string
  x: number
  y: number
  size: number
}

const MOST_LABELS = 40
const LABEL_GAP_PX = 8

/** The names that have room, the most important first; in pixels of the view. `widthOf` measures a text at a font size. */
export function placeLabels(
  labels: readonly TileLabel[],
  view: MapView,
  size: ViewSize,
  widthOf: (text: string, fontPx: number) => number,
): PlacedLabel[] {
  const placed: (PlacedLabel & { width: number })[] = []
  for (const { text, lng, lat, rank } of [...labels].sort((a, b) => a.rank - b.rank)) {
    if (placed.length === MOST_LABELS) break
    const [x, y] = toPixel(view, size, [lng, lat])
    const fontPx = rank < 3 ? 14 : rank < 5 ? 13 : 12
    const width = widthOf(text, fontPx)
    if (x < width / 2 || y < fontPx || x > size.width - width / 2 || y > size.height - fontPx) continue
    const isFree = placed.every(
      (other) =>
        Math.abs(other.x - x) > (other.width + width) / 2 + LABEL_GAP_PX ||
        Math.abs(other.y - y) > (other.size + fontPx) / 2 + LABEL_GAP_PX,
    )
    if (isFree) placed.push({ text, x, y, size: fontPx, width })
  }
  return placed.map(({ text, x, y, size: fontPx }) => ({ text, x, y, size: fontPx }))
}
