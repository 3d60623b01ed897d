/**
 * The port to an exact solver. It gets what is still open of an instance as a small instance of its own, and answers with
 * a better choice, a bound, or both. Adapters run it beside this thread: a worker thread in Node, a Web Worker on screen.
 */
import type { CancelSignal } from '../../model/cancelSignal'
import type { CoverageInstance } from './coverageInstance'

export interface ProofTask {
  /** Merged and reduced, nothing required or forbidden; candidates are numbered anew. Provers never change it. */
  instance: CoverageInstance
  /** The best choice known; it keeps the instance's limits. */
  start: readonly number[]
}

export interface ProofOptions {
  timeMs: number
  /** Ends the search early; the answer is what is known by then. */
  signal: CancelSignal
  /** The best bound so far, of this task's instance. */
  onBound?: ((upperBound: number) => void) | undefined
}

export interface Proof {
  /** The best choice found, or null when there is none but `start`. */
  sites: number[] | null
  /** No choice of the task's instance is worth more; infinity when nothing was found out. */
  upperBound: number
  /** The search is complete: `sites`, or `start` where it is null, is optimal. */
  complete: boolean
}

/** Never rejects for lack of time: what is known by then is the answer. */
export type Prover = (task: ProofTask, options: ProofOptions) => Promise<Proof>
