/**
 * A plan as a maximum-coverage instance. Hotspots that may be moved are candidates for staying where they are: a choice
 * that leaves one out has lifted it, and every lifted hotspot stands at one of the new sites instead of a bought one.
 *
 * With n new sites, s of M movable hotspots staying, and at most p bought ones, n - (M - s) ≤ p is the plain count
 * n + s ≤ p + M, so counts are exact. A move saves the site's own cost less the cost of moving; where that saving is the
 * same for every site, charging it to staying (and adding it M times to the budget) is exact too. Where it differs the
 * largest is charged: the bound stays true, and `settleMoves` sees to the budget itself.
 */
import type { Candidate } from './candidates/gatherCandidates'
import type { CompressedRows, CoverageInstance } from './optimise/coverageInstance'

export interface PlanModel {
  candidates: readonly Candidate[]
  /** Cells that each candidate covers. */
  siteCells: readonly Int32Array[]
  /** Cells that each movable hotspot covers where it stands; empty lists where the fleet does not count. */
  movableCells: readonly Int32Array[]
  /** 1 where a hotspot that stays in any case covers. */
  fixedCovered: Uint8Array
  /** Whole numbers per cell; a weight in the demand's unit is this divided by `weightScale`. */
  weights: Float64Array
  weightScale: number
  conflicts: CompressedRows | null
  /** Hotspots to buy at most. */
  count: number | null
  budget: number | null
  moveCost: number
}

/** Candidates 0 … n - 1 are the plan's, those from n on are the movable hotspots staying where they are. */
export function buildInstance(model: PlanModel): CoverageInstance {
  const { candidates, siteCells, movableCells, count, budget } = model
  const candidateCount = candidates.length + movableCells.length
  const saving = largestSaving(model)
  return {
    candidateCount,
    weights: model.weights,
    rows: compress([...siteCells, ...movableCells]),
    covered: model.fixedCovered,
    count: count === null ? null : Math.min(candidateCount, count + movableCells.length),
    budget: budget === null ? null : budget + saving * movableCells.length,
    costs: budget === null ? null : Float64Array.from([...candidates.map(({ cost }) => cost), ...movableCells.map(() => saving)]),
    conflicts: padRows(model.conflicts, candidateCount),
    required: candidates.flatMap(({ mustHave }, index) => (mustHave ? [index] : [])),
    forbidden: [],
  }
}

function largestSaving({ candidates, moveCost }: PlanModel): number {
  return candidates.reduce((most, { cost }) => Math.max(most, cost - moveCost), 0)
}

function compress(lists: readonly Int32Array[]): CompressedRows {
  const ptr = new Int32Array(lists.length + 1)
  for (const [index, list] of lists.entries()) ptr[index + 1] = (ptr[index] ?? 0) + list.length
  const idx = new Int32Array(ptr[lists.length] ?? 0)
  for (const [index, list] of lists.entries()) idx.set(list, ptr[index])
  return { ptr, idx }
}

/** Hotspots that stay are in nobody's way. */
function padRows(rows: CompressedRows | null, count: number): CompressedRows | null {
  if (rows === null) return null
  const ptr = new Int32Array(count + 1).fill(rows.idx.length)
  ptr.set(rows.ptr)
  return { ptr, idx: rows.idx }
}
