/**
 * Maximum coverage as numbers: candidates cover cells, cells have whole weights, and the choice keeps a count, a budget,
 * or both, and the conflicts (spacing) between candidates. Rows are compressed: the cells of candidate c are
 * `idx[ptr[c] … ptr[c + 1])`.
 */

export interface CompressedRows {
  ptr: Int32Array
  idx: Int32Array
}

export interface CoverageInstance {
  candidateCount: number
  /** Whole numbers; their sum must be a safe integer. */
  weights: Float64Array
  rows: CompressedRows
  /** 1 for cells that count as covered already, or null for none. */
  covered: Uint8Array | null
  count: number | null
  budget: number | null
  costs: Float64Array | null
  /** Candidates that cannot both be chosen; symmetric. */
  conflicts: CompressedRows | null
  /** Candidates that are in every choice, and in none. */
  required: readonly number[]
  forbidden: readonly number[]
}

export interface Choice {
  /** Candidates, ascending. */
  sites: number[]
  value: number
  /** No choice can be worth more. */
  upperBound: number
  proved: boolean
  /** What found it: greedy, swap, ruin-and-recreate, HiGHS. */
  method: string
  elapsedMs: number
}
