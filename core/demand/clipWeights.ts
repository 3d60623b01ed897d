/** Weights cut to a place: to given cells, or to a box of longitudes and latitudes. */
import { cellToLatLng } from 'h3-js'
import { type Bounds, isInBounds } from '../geo/bounds'
import { h3Text } from '../geo/h3Index'
import { validateArgument } from '../model/problem'
import { type CellWeights, withWeights } from './cellWeights'

/**
 * Only the weights of these cells.
 * @param cells ascending, of the weights' resolution
 * @throws Problem `weights.resolution-differs`
 */
export function clipToCells(weights: CellWeights, cells: BigUint64Array): CellWeights {
  const resolutionOf = (cell: bigint) => Number((cell >> 52n) & 15n)
  const first = cells[0]
  validateArgument(
    first === undefined || resolutionOf(first) === weights.resolution,
    'weights.resolution-differs',
    `The weights have resolution ${weights.resolution} and the cells ${first === undefined ? '' : resolutionOf(first)}: bring the weights to the cells' resolution first.`,
  )
  let next = 0
  return keep(weights, (cell) => {
    while (next < cells.length && (cells[next] ?? 0n) < cell) next++
    return cells[next] === cell
  })
}

/** Only the weights of cells whose centre lies in the box. */
export function clipToBounds(weights: CellWeights, bounds: Bounds): CellWeights {
  return keep(weights, (cell) => {
    const [lat, lng] = cellToLatLng(h3Text(cell))
    return isInBounds(lat, lng, bounds)
  })
}

function keep(weights: CellWeights, isKept: (cell: bigint) => boolean): CellWeights {
  const kept: number[] = []
  for (let at = 0; at < weights.cells.length; at++) if (isKept(weights.cells[at] ?? 0n)) kept.push(at)
  if (kept.length === weights.cells.length) return weights
  return withWeights(weights, {
    cells: BigUint64Array.from(kept, (at) => weights.cells[at] ?? 0n),
    weights: Float64Array.from(kept, (at) => weights.weights[at] ?? 0),
  })
}
