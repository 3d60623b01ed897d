/** H3 cells as the buffers that the polygon layer draws without work of its own: open XY rings and fans of triangles. */
import { cellToBoundary, type H3IndexInput } from 'h3-js'
import { nearLng } from '#core/geo/longitude'
import { unwrapRing } from './unwrapRing'

export interface CellPolygons {
  length: number
  /** First vertex of each polygon. */
  startIndices: Uint32Array
  positions: Float64Array
  indices: Uint32Array
}

/**
 * A cell's open ring in the turn of the globe nearest to `centreLng`, never torn at the antimeridian.
 * Empty for a cell that holds a pole: this map has none, and nothing that could stand for it.
 */
export function cellRing(cell: H3IndexInput, centreLng: number): [number, number][] {
  // The boundary repeats its first corner.
  const boundary = cellToBoundary(cell, true).map(([longitude = 0, latitude = 0]) => [longitude, latitude] as const)
  const ring = unwrapRing(boundary)
  if (ring.length >= boundary.length) return []
  const middle = ring.reduce((sum, [longitude]) => sum + longitude, 0) / ring.length
  const shift = nearLng(middle, centreLng) - middle
  return shift === 0 ? ring : ring.map(([longitude, latitude]) => [longitude + shift, latitude])
}

/** No cell has more corners than a pentagon whose every edge crosses a face of the globe. */
const MOST_CORNERS = 10

/** The cells' rings, each as `cellRing` makes it. */
export function cellPolygons(cells: readonly H3IndexInput[], centreLng: number): CellPolygons {
  const positions = new Float64Array(cells.length * MOST_CORNERS * 2)
  const indices = new Uint32Array(cells.length * (MOST_CORNERS - 2) * 3)
  const startIndices = new Uint32Array(cells.length + 1)
  let vertex = 0
  let index = 0
  for (const [i, cell] of cells.entries()) {
    startIndices[i] = vertex
    const corners = writeRing(cell, centreLng, positions, vertex * 2)
    for (let corner = 1; corner < corners - 1; corner++) {
      indices[index] = vertex
      indices[index + 1] = vertex + corner
      indices[index + 2] = vertex + corner + 1
      index += 3
    }
    vertex += corners
  }
  startIndices[cells.length] = vertex
  return { length: cells.length, startIndices, positions: positions.slice(0, vertex * 2), indices: indices.slice(0, index) }
}

/** Writes the ring of a cell from `at` on and says how many corners it has: straight from h3-js where nothing tears. */
function writeRing(cell: H3IndexInput, centreLng: number, into: Float64Array, at: number): number {
  const boundary = cellToBoundary(cell)
  const corners = boundary.length
  let sum = 0
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let corner = 0; corner < corners; corner++) {
    const [latitude = 0, longitude = 0] = boundary[corner] ?? []
    into[at + 2 * corner] = longitude
    into[at + 2 * corner + 1] = latitude
    sum += longitude
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
  }
  if (east - west > 180) {
    const ring = cellRing(cell, centreLng)
    into.set(ring.flat(), at)
    return ring.length
  }
  const shift = nearLng(sum / corners, centreLng) - sum / corners
  if (shift !== 0) for (let corner = 0; corner < corners; corner++) into[at + 2 * corner] = (into[at + 2 * corner] ?? 0) + shift
  return corners
}

/** The buffers to hand over when polygons cross to another thread. */
export function polygonBuffers({ startIndices, positions, indices }: CellPolygons): Transferable[] {
  return [startIndices.buffer, positions.buffer, indices.buffer]
}

/** Colours per vertex, as the layer wants them: every corner of polygon i gets colorOf(i). */
export function vertexColors(
  polygons: CellPolygons,
  colorOf: (polygon: number) => readonly [number, number, number],
): Uint8Array {
  const colors = new Uint8Array((polygons.positions.length / 2) * 4)
  for (let polygon = 0; polygon < polygons.length; polygon++) {
    const [red, green, blue] = colorOf(polygon)
    const end = polygons.startIndices[polygon + 1] ?? 0
    for (let at = (polygons.startIndices[polygon] ?? 0) * 4; at < end * 4; at += 4) {
      colors[at] = red
      colors[at + 1] = green
      colors[at + 2] = blue
      colors[at + 3] = 255
    }
  }
  return colors
}
