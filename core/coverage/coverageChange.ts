/** What a change of sites does to coverage: cells that only one of two coverages has. */
import type { CoverageCells } from './coverageCells'

export interface CoverageChange {
  resolution: number
  /** Cells that came or went, ascending, with +1 for those that came and −1 for those that went. */
  cells: BigUint64Array
  values: Float32Array
  gainedCells: number
  lostCells: number
}

/** Both of the same resolution, with their cells ascending. */
export function coverageChange(
  before: Pick<CoverageCells, 'cells' | 'resolution'>,
  after: Pick<CoverageCells, 'cells'>,
): CoverageChange {
  const cells: bigint[] = []
  const values: number[] = []
  let [left, right] = [0, 0]
  let gainedCells = 0
  while (left < before.cells.length || right < after.cells.length) {
    const [old, now] = [before.cells[left], after.cells[right]]
    if (old === now) {
      left++
      right++
    } else if (now === undefined || (old !== undefined && old < now)) {
      cells.push(old ?? 0n)
      values.push(-1)
      left++
    } else {
      cells.push(now)
      values.push(1)
      gainedCells++
      right++
    }
  }
  return {
    resolution: before.resolution,
    cells: BigUint64Array.from(cells),
    values: Float32Array.from(values),
    gainedCells,
    lostCells: cells.length - gainedCells,
  }
}
