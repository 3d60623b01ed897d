/**
 * Work that runs one after the other, in the order it was asked for.
 * @returns runs `work` when it is its turn. What is cancelled while it waits rejects at once with `cancelledProblem()`.
 */
export function createTurns(cancelledProblem: () => Error): <T>(signal: AbortSignal, work: () => Promise<T> | T) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (signal, work) => {
    const before = last
    const result = new Promise<void>((resolve, reject) => {
      if (signal.aborted) reject(cancelledProblem())
      signal.addEventListener('abort', () => reject(cancelledProblem()), { once: true })
      void before.then(() => resolve())
    }).then(work)
    // Not `result` alone: one that is cancelled while it waits must not let the next overtake the one before.
    last = Promise.allSettled([before, result])
    return result
  }
}
