/**
 * Demand drawn by hand. A drawn weight is spread over the cells whose centres lie in its ring, by area; a boost then
 * multiplies whatever lies in its ring, drawn or imported. Boosts that overlap multiply each other.
 */
import { latLngToCell } from 'h3-js'
import { cellsInArea } from '../geo/cellsInArea'
import { h3Number, h3Text } from '../geo/h3Index'
import type { DemandLayer } from '../model/dataLayer'
import type { Ring } from '../model/position'
import { CellAccumulator } from './CellAccumulator'
import { type CellWeights, indexOfCell, withWeights } from './cellWeights'
import { shareByArea } from './changeResolution'

/**
 * @param base what is there already, of the same resolution; null for nothing
 * @throws Problem `area.*` when a ring cannot be filled with cells of this resolution
 */
export function drawnWeights(drawn: DemandLayer['drawn'], resolution: number, base: CellWeights | null = null): CellWeights {
  const sums = new CellAccumulator()
  base?.cells.forEach((cell, at) => {
    sums.add(h3Text(cell), base.weights[at] ?? 0)
  })
  for (const { ring, kind, value } of drawn) {
    if (kind !== 'weight') continue
    const cells = cellsOfRing(ring, resolution)
    const shares = new Float64Array(cells.length)
    shareByArea(cells, value, shares)
    for (const [index, cell] of cells.entries()) sums.add(cell, shares[index] ?? 0)
  }
  const { cells, weights } = sums.finish()
  for (const { ring, kind, value } of drawn) {
    if (kind !== 'boost') continue
    for (const cell of cellsOfRing(ring, resolution)) {
      const at = indexOfCell(cells, h3Number(cell))
      if (at >= 0) weights[at] = (weights[at] ?? 0) * value
    }
  }
  const empty = { resolution, cells, weights, total: 0, unit: base?.unit ?? 'units', source: base?.source ?? 'Drawn', notes: [] }
  return withWeights(base ?? empty, { resolution, cells, weights })
}

/** The cells of a ring; of one too small to hold a cell's centre, the cell it lies in. */
function cellsOfRing(ring: Ring, resolution: number): string[] {
  const cells = cellsInArea(ring, resolution)
  if (cells.length > 0) return cells
  const [firstLng] = ring[0] ?? [0]
  // Measured from the first corner, so that a ring across the antimeridian has its middle inside.
  const lng = firstLng + ring.reduce((sum, [corner]) => sum + shortTurn(corner - firstLng), 0) / ring.length
  const lat = ring.reduce((sum, [, corner]) => sum + corner, 0) / ring.length
  return [latLngToCell(lat, lng, resolution)]
}

function shortTurn(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180
}
