import type { CancelSignal } from '#core/model/cancelSignal'
import { cancelledProblem } from '#core/provisioning/session/sessionProblems'

/** Waits for `work` no longer than the person does. @throws Problem `contract.cancelled`, or what `work` throws */
export function unlessCancelled<T>(work: Promise<T>, signal: CancelSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(cancelledProblem())
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true })
    const stop = () => signal.removeEventListener('abort', cancel)
    work.then(resolve, reject).finally(stop)
  })
}
