/** What each cell of an area is worth, in whole numbers: 1, or the demand brought to the area's resolution. */
import { cellToParent } from 'h3-js'
import { type CellWeights, indexOfCell } from '../demand/cellWeights'
import { toResolution } from '../demand/changeResolution'
import { clipToCells } from '../demand/clipWeights'
import { integerWeights } from '../demand/integerWeights'
import { h3Number } from '../geo/h3Index'
import { validateArgument } from '../model/problem'
import { numberText } from '../words/numberText'

export interface AreaWeights {
  /** Whole numbers in the order of the cells. */
  weights: Float64Array
  /** A weight in the demand's unit is the whole number divided by this. */
  scale: number
  total: number
  /** What was done to the demand, for people. */
  notes: string[]
}

/**
 * @param cells of one resolution, ascending
 * @throws Problem `plan.no-demand`, `weights.overflow`, `weights.too-many-cells`
 */
export function areaWeights(cells: readonly string[], resolution: number, demand: CellWeights | null): AreaWeights {
  if (demand === null) return { weights: new Float64Array(cells.length).fill(1), scale: 1, total: cells.length, notes: [] }
  const wanted = BigUint64Array.from(cells, h3Number)
  // Cut first: a country's demand would be split into far more cells than the area has.
  const near = demand.resolution < resolution ? clipToCells(demand, parentsOf(cells, demand.resolution)) : demand
  const fitting = clipToCells(toResolution(near, resolution), wanted)
  const weights = new Float64Array(cells.length)
  fitting.cells.forEach((cell, at) => {
    weights[indexOfCell(wanted, cell)] = fitting.weights[at] ?? 0
  })
  const whole = integerWeights({ ...fitting, cells: wanted, weights })
  validateArgument(
    whole.total > 0,
    'plan.no-demand',
    `"${demand.source}" has no ${demand.unit} in this area: choose another area or other demand, or count every cell as 1.`,
  )
  const notes = fitting.notes.slice()
  if (whole.lost > 0) {
    notes.push(`${numberText(whole.lost)} cells have less than ${0.5 / whole.scale} ${demand.unit} each and count as none.`)
  }
  return { weights: whole.weights, scale: whole.scale, total: whole.total, notes }
}

/** Cells in ascending order have parents in ascending order. */
function parentsOf(cells: readonly string[], resolution: number): BigUint64Array {
  return BigUint64Array.from(new Set(cells.map((cell) => cellToParent(cell, resolution))), h3Number)
}
