/** Weights cut to a place: to given cells, or to a box of longitudes and latitudes. */
import { cellToLatLng } from 'h3-js'
import { validateArgument } from '../model/problem'
import { type CellWeights, withWeights } from './cellWeights'

/** [west, south, east, north] degrees; west exceeds east across the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

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
    const [lat, lng] = cellToLatLng(cell.toString(16))
    return isInBounds(lat, lng, bounds)
  })
}

function isInBounds(lat: number, lng: number, [west, south, east, north]: Bounds): boolean {
  const between = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east
  return between && lat >= south && lat <= north
}

/** The smallest box around the cells' centres; null without cells. */
export function boundsOfCells(cells: BigUint64Array): [number, number, number, number] | null {
  const lats = new Float64Array(cells.length)
  const lngs = new Float64Array(cells.length)
  for (let at = 0; at < cells.length; at++) {
    const [lat, lng] = cellToLatLng((cells[at] ?? 0n).toString(16))
    lats[at] = lat
    lngs[at] = lng
  }
  return smallestBounds(lats, lngs)
}

/** The smallest box around points, across the antimeridian where that is smaller; null without points. */
export function smallestBounds(lats: Float64Array, lngs: Float64Array): [number, number, number, number] | null {
  if (lats.length === 0) return null
  let [south, north] = [90, -90]
  for (const lat of lats) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const sorted = lngs.slice().sort()
  // The widest gap between neighbours is what the box leaves out; the one across 180° is where it starts.
  let [west, east] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  let widest = 360 - (east - west)
  for (let at = 1; at < sorted.length; at++) {
    const [before, after] = [sorted[at - 1] ?? 0, sorted[at] ?? 0]
    if (after - before <= widest) continue
    widest = after - before
    ;[west, east] = [after, before]
  }
  return [west, south, east, north]
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
