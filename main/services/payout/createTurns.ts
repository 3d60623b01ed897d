import type { CancelSignal } from '#core/model/cancelSignal'
import { untilCancelled } from '../../ledger/untilCancelled'

/** One work at a time, in the order in which they came. */
export type InTurn = <T>(work: () => Promise<T>, waiting: { signal: CancelSignal; onWait(): void }) => Promise<T>

/**
 * Makes a queue. A work that fails does not stop the next; one that is cancelled while it waits is never begun and fails with
 * Problem `ledger.cancelled`.
 */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (work, { signal, onWait }) => {
    const before = last
    let end: (value?: unknown) => void = () => undefined
    last = new Promise((resolve) => {
      end = resolve
    })
    waiting += 1
    try {
      if (waiting > 1) onWait()
      await untilCancelled(() => before, signal)
      return await work()
    } finally {
      waiting -= 1
      // Cancelled while it waited: the next one still waits for those before.
      void before.then(end)
    }
  }
}
