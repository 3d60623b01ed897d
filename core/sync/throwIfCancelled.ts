import type { CancelSignal } from '../model/cancelSignal'
import { Problem } from '../model/problem'

/** @throws Problem `sync.cancelled` */
export function throwIfCancelled(signal: Pick<CancelSignal, 'aborted'>): void {
  if (signal.aborted) throw cancelledProblem()
}

export function cancelledProblem(): Problem {
  return new Problem(
    'sync.cancelled',
    'Syncing was stopped: what was sent and received so far stays, and the next round does the rest.',
  )
}
