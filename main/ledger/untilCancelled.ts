/** Waiting on a device with a way out: a person may walk away from a review, and a device may never answer. */
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'

/**
 * The promise's outcome, or `ledger.cancelled` as soon as `signal` says so. What the device does goes on: the caller lets
 * go of it.
 * @param start not called when it is cancelled already.
 * @param letGo takes what `start` comes back with after nobody waits for it any more.
 */
export function untilCancelled<Result>(
  start: () => Promise<Result>,
  signal?: CancelSignal,
  letGo: (late: Result) => void = () => undefined,
): Promise<Result> {
  const cancelled = () =>
    new Problem(
      'ledger.cancelled',
      'Cancelled here, and no signature was taken: if the Ledger still shows the request, reject it there before the next one.',
    )
  if (signal?.aborted) return Promise.reject(cancelled())
  return new Promise((resolve, reject) => {
    let isCancelled = false
    const cancel = () => {
      isCancelled = true
      reject(cancelled())
    }
    signal?.addEventListener('abort', cancel, { once: true })
    start()
      .then((result) => {
        if (isCancelled) letGo(result)
        else resolve(result)
      }, reject)
      .finally(() => signal?.removeEventListener('abort', cancel))
  })
}
