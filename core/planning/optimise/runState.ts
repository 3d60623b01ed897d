/** What a run of `optimise` knows and has under way. */
import type { MergedProblem } from './mergeCells'
import type { Proof } from './prover'
import type { RuinAndRecreate } from './ruinAndRecreate'

export interface Known {
  /** In the numbers of the merged problem. */
  sites: number[]
  value: number
  method: string
}

export interface Round {
  /** The core, and all that is open where it is worth proving. */
  problem: MergedProblem
  whole: MergedProblem | null
  left: number
  search: RuinAndRecreate
}

export interface Proving {
  problem: MergedProblem
  known: Known
  proof: Proof | null
  done: Promise<void>
}
