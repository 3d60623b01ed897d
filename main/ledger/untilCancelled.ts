/** Waiting on a device with a way out: a person may walk away from a review, and a device may never answer. */
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'

/**
 * The promise's outcome, or `ledger.cancelled` as soon as `signal` says so. What the device does goes on: the caller lets
 * go of it.
 * @param start not called when it is cancelled already.
 */
export function untilCancelled<Result>(start: () => Promise<Result>, signal?: CancelSignal): Promise<Result> {
  const cancelled = () =>
    new Problem(
      'ledger.cancelled',
      'Cancelled here and nothing was signed: if the Ledger still shows the request, reject it there before the next one.',
    )
  if (signal?.aborted) return Promise.reject(cancelled())
  return new Promise((resolve, reject) => {
    const cancel = () => reject(cancelled())
    signal?.addEventListener('abort', cancel, { once: true })
    start()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener('abort', cancel))
  })
}
