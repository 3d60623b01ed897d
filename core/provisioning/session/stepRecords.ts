/** The list of steps that were taken, with the monotonic times of their beginning and end. */
import type { StepKind, StepRecord } from './sessionState'

/** What changes the device: once it was sent it may take effect although nobody waits for the answer. */
export const changingSteps: ReadonlySet<StepKind> = new Set(['connect', 'set-hostname', 'set-device-name'])

/** What a record tells of: leaving without one would lose it. */
export const recordedSteps: ReadonlySet<StepKind> = new Set([...changingSteps, 'prove', 'register'])

export function withBegun(steps: readonly StepRecord[], kind: StepKind, startedMs: number): StepRecord[] {
  return [...steps, { kind, startedMs, endedMs: null, outcome: null }]
}

/** Ends the last step, if it runs; one that an earlier program left without an end keeps none. */
export function withEnded(steps: readonly StepRecord[], endedMs: number, outcome: string): StepRecord[] {
  return steps.map((step, at) => (at === steps.length - 1 && step.endedMs === null ? { ...step, endedMs, outcome } : step))
}
