/**
 * Chooses sites within a time: greedy and exchanges at once, then ruin and recreate, a bound, and where a prover is at hand
 * and the problem is small enough, the search for a proof beside further improvement.
 */
import type { CancelSignal } from '../../model/cancelSignal'
import { Problem } from '../../model/problem'
import { nowMs } from '../../model/turns'
import { checkInstance } from './checkInstance'
import type { Choice, CoverageInstance } from './coverageInstance'
import { OptimiseRun } from './optimiseRun'
import type { Prover } from './prover'

export interface OptimiseProgress {
  value: number
  upperBound: number
  method: string
  /** By the wall. */
  elapsedMs: number
  /** What the search itself has worked, of `timeMs`. */
  workedMs: number
}

export interface OptimiseOptions {
  /** What the search may work from `startedAtMs` to the answer, without the time in which others had its core (`WorkClock`). */
  timeMs: number
  /** The same seed finds the same sites where the time is ample. */
  seed?: number
  /** On `performance.now()`'s clock; the call itself by default. */
  startedAtMs?: number
  /** Gives up: nothing is answered. */
  signal?: CancelSignal | undefined
  /** "Stop, good enough": the best so far is answered. */
  stopSignal?: CancelSignal | undefined
  /** About four times a second. */
  onProgress?: ((progress: OptimiseProgress) => void) | undefined
  prover?: Prover | undefined
  /** An earlier choice of the same instance to search on from; what breaks the limits is left out of it. */
  from?: EarlierChoice | undefined
}

export type EarlierChoice = Pick<Choice, 'sites' | 'method'>

export interface OptimisedChoice extends Choice {
  /** What each candidate would add to the choice, whatever the limits; 0 for the chosen. */
  gains: Float64Array
  /** Stopped by `stopSignal` before the time was over. */
  stoppedEarly: boolean
  /** What the search itself has worked, of `timeMs`. */
  workedMs: number
}

/**
 * @throws Problem `plan.cancelled`, `plan.time`, or those of `checkInstance`.
 */
export async function optimise(instance: CoverageInstance, options: OptimiseOptions): Promise<OptimisedChoice> {
  const startedAtMs = options.startedAtMs ?? nowMs()
  if (!(Number.isFinite(options.timeMs) && options.timeMs > 0)) {
    throw new Problem('plan.time', `The time is ${options.timeMs} ms: give a number above 0.`, { field: 'timeMs' })
  }
  checkInstance(instance)
  return await new OptimiseRun(instance, { ...options, startedAtMs }).finish()
}
