/** Where the coverage of two scenarios differs, cell by cell. */
import type { PlanCells } from './planCells'

/** Per cell of either area: 1 only A reaches it, 2 only B, 3 both, 0 neither, each with the hotspots in service. */
export interface CoverageDifference {
  cells: BigUint64Array
  reached: Uint8Array
  onlyA: number
  onlyB: number
  both: number
}

/** @param a and `b` of one resolution; a cell outside a plan's area counts as not reached by it */
export function coverageDifference(a: PlanCells, b: PlanCells): CoverageDifference {
  const cells: bigint[] = []
  const reached: number[] = []
  let [inA, inB] = [0, 0]
  while (inA < a.cells.length || inB < b.cells.length) {
    const [cellA, cellB] = [a.cells[inA], b.cells[inB]]
    const takesA = cellA !== undefined && (cellB === undefined || cellA <= cellB)
    const takesB = cellB !== undefined && (cellA === undefined || cellB <= cellA)
    cells.push((takesA ? cellA : cellB) ?? 0n)
    reached.push((takesA && isReached(a, inA) ? 1 : 0) | (takesB && isReached(b, inB) ? 2 : 0))
    if (takesA) inA++
    if (takesB) inB++
  }
  const count = (bits: number) => reached.reduce((sum, each) => sum + (each === bits ? 1 : 0), 0)
  return {
    cells: BigUint64Array.from(cells),
    reached: Uint8Array.from(reached),
    onlyA: count(1),
    onlyB: count(2),
    both: count(3),
  }
}

function isReached({ hotspots, sitePtr }: PlanCells, cell: number): boolean {
  return (hotspots[cell] ?? 0) > 0 || (sitePtr[cell + 1] ?? 0) > (sitePtr[cell] ?? 0)
}
