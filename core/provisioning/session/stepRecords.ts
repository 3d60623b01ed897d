/** The list of steps that were taken, with the monotonic times of their beginning and end. */
import type { StepKind, StepRecord } from './sessionState'

export function withBegun(steps: readonly StepRecord[], kind: StepKind, startedMs: number): StepRecord[] {
  return [...steps, { kind, startedMs, endedMs: null, outcome: null }]
}

/** Ends the last step, if it runs; one that an earlier program left without an end keeps none. */
export function withEnded(steps: readonly StepRecord[], endedMs: number, outcome: string): StepRecord[] {
  return steps.map((step, at) => (at === steps.length - 1 && step.endedMs === null ? { ...step, endedMs, outcome } : step))
}
