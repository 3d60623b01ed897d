/** H3 cells as the buffers that the polygon layer draws without work of its own: open XY rings and fans of triangles. */
import { cellToBoundary, type H3IndexInput } from 'h3-js'
import { nearLng } from './mapView'
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

export function cellPolygons(cells: readonly H3IndexInput[], centreLng: number): CellPolygons {
  const positions: number[] = []
  const indices: number[] = []
  const startIndices = new Uint32Array(cells.length + 1)
  cells.forEach((cell, i) => {
    const ring = cellRing(cell, centreLng)
    const start = positions.length / 2
    startIndices[i] = start
    for (const [longitude, latitude] of ring) positions.push(longitude, latitude)
    for (let corner = 1; corner < ring.length - 1; corner++) indices.push(start, start + corner, start + corner + 1)
  })
  startIndices[cells.length] = positions.length / 2
  return {
    length: cells.length,
    startIndices,
    positions: Float64Array.from(positions),
    indices: Uint32Array.from(indices),
  }
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
    for (let vertex = polygons.startIndices[polygon] ?? 0; vertex < end; vertex++) {
      colors.set([red, green, blue, 255], vertex * 4)
    }
  }
  return colors
}
