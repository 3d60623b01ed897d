/** Whether a session can take another step. */
import { Problem } from '../../model/problem'
import { busyProblem, closedProblem } from './sessionProblems'
import type { SessionState } from './sessionState'

export function hasEnded({ phase }: SessionState): boolean {
  return phase === 'lost' || phase === 'closed'
}

/** @throws Problem why not: `port.vanished` or what else it was lost by, `session.closed`, `session.busy`. */
export function assertReady(state: SessionState, isWorking: boolean): void {
  const { phase, problem } = state
  if (phase === 'lost' && problem) throw Problem.fromData(problem)
  if (hasEnded(state)) throw closedProblem()
  if (isWorking || phase === 'opening') throw busyProblem()
}
