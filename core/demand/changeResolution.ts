/**
 * Weights in cells of another size. Coarsening adds and is exact; splitting shares a weight among the children by their
 * area, which keeps the total and knows nothing more than before.
 */
import { cellArea, cellToChildren, cellToChildrenSize, cellToParent } from 'h3-js'
import { checkResolution } from '../geo/checkResolution'
import { h3Number, h3Text } from '../geo/h3Index'
import { Problem, validateArgument } from '../model/problem'
import { numberText } from '../words/numberText'
import { type CellWeights, withWeights } from './cellWeights'
import { CarriedSum } from './exactSum'

/** More cells than this take minutes to split and gigabytes to hold. */
const MOST_CELLS = 4_000_000

/**
 * The same weights at a finer resolution, by area shares. The children of a cell add up to the cell's weight but for one
 * rounding; what rounding leaves over goes to the largest child.
 * @throws Problem `resolution.out-of-range` or `weights.too-many-cells`
 */
export function splitToResolution(weights: CellWeights, finer: number): CellWeights {
  checkResolution(finer)
  if (finer === weights.resolution) return weights
  validateArgument(
    finer > weights.resolution,
    'resolution.out-of-range',
    `Weights of resolution ${weights.resolution} are split to a finer one, not to ${finer}: coarsen them instead.`,
  )
  const parents = Array.from(weights.cells, h3Text)
  const count = parents.reduce((sum, parent) => sum + cellToChildrenSize(parent, finer), 0)
  refuseTooMany(count, finer)
  const cells = new BigUint64Array(count)
  const values = new Float64Array(count)
  let start = 0
  for (const [index, parent] of parents.entries()) {
    const children = cellToChildren(parent, finer)
    shareByArea(children, weights.weights[index] ?? 0, values.subarray(start, start + children.length))
    for (const child of children) cells[start++] = h3Number(child)
  }
  const note = `The weights were known for cells of resolution ${weights.resolution} and are spread evenly over cells of resolution ${finer}: there is no finer information in them.`
  return withWeights(weights, { resolution: finer, cells, weights: values, notes: [...weights.notes, note] })
}

/** The same weights added up in coarser cells. @throws Problem `resolution.out-of-range` */
export function coarsen(weights: CellWeights, coarser: number): CellWeights {
  checkResolution(coarser)
  if (coarser === weights.resolution) return weights
  validateArgument(
    coarser < weights.resolution,
    'resolution.out-of-range',
    `Weights of resolution ${weights.resolution} are coarsened to a coarser one, not to ${coarser}: split them instead.`,
  )
  // Cells in ascending order have parents in ascending order, so equal parents are neighbours.
  const parents: bigint[] = []
  const sums: CarriedSum[] = []
  for (let at = 0; at < weights.cells.length; at++) {
    const parent = h3Number(cellToParent(h3Text(weights.cells[at] ?? 0n), coarser))
    if (parents.at(-1) !== parent) {
      parents.push(parent)
      sums.push(new CarriedSum())
    }
    sums.at(-1)?.add(weights.weights[at] ?? 0)
  }
  return withWeights(weights, {
    resolution: coarser,
    cells: BigUint64Array.from(parents),
    weights: Float64Array.from(sums, (sum) => sum.value),
  })
}

/** To whichever resolution is asked for: coarser by adding, finer by area shares. */
export function toResolution(weights: CellWeights, resolution: number): CellWeights {
  return resolution > weights.resolution ? splitToResolution(weights, resolution) : coarsen(weights, resolution)
}

/** Writes the shares of `weight` into `into`, one for each cell, by area. */
export function shareByArea(cells: readonly string[], weight: number, into: Float64Array): void {
  if (weight === 0 || cells.length === 0) return
  const areas = cells.map((cell) => cellArea(cell, 'rads2'))
  const whole = new CarriedSum()
  for (const area of areas) whole.add(area)
  let largest = 0
  const left = new CarriedSum()
  left.add(weight)
  for (const [index, area] of areas.entries()) {
    // Next to zero every share may round up: none takes more than is left.
    const share = Math.min(weight * (area / whole.value), left.value)
    into[index] = share
    left.add(-share)
    if (area > (areas[largest] ?? 0)) largest = index
  }
  into[largest] = (into[largest] ?? 0) + left.value
}

function refuseTooMany(cells: number, resolution: number): void {
  if (cells <= MOST_CELLS) return
  throw new Problem(
    'weights.too-many-cells',
    `Split to resolution ${resolution} these weights have ${numberText(cells)} cells, more than ${numberText(MOST_CELLS)}: cut them to a smaller area, or choose a coarser resolution.`,
  )
}
