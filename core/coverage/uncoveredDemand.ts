/** The gaps that matter: demand that lies in cells which no site covers. */
import { type CellWeights, indexOfCell, withWeights } from '../demand/cellWeights'
import { toResolution } from '../demand/changeResolution'
import type { CoverageCells } from './coverageCells'

export interface UncoveredDemand {
  /** Demand in cells without a server, at the coverage's resolution, without cells of no weight. */
  gaps: CellWeights
  totalWeight: number
  coveredWeight: number
}

/**
 * Demand is brought to the coverage's resolution first: coarser cells add up, finer ones are shared by area.
 * @throws Problem `weights.too-many-cells` when sharing would make too many.
 */
export function uncoveredDemand(demand: CellWeights, coverage: Pick<CoverageCells, 'resolution' | 'cells'>): UncoveredDemand {
  const at = toResolution(demand, coverage.resolution)
  const open: number[] = []
  at.cells.forEach((cell, i) => {
    if ((at.weights[i] ?? 0) > 0 && indexOfCell(coverage.cells, cell) < 0) open.push(i)
  })
  const gaps = withWeights(at, {
    cells: BigUint64Array.from(open, (i) => at.cells[i] ?? 0n),
    weights: Float64Array.from(open, (i) => at.weights[i] ?? 0),
  })
  return { gaps, totalWeight: at.total, coveredWeight: at.total - gaps.total }
}
