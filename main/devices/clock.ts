/** Time as sessions need it, so that tests can hand in their own. */
export interface Clock {
  /** Milliseconds that never jump, from an arbitrary start. */
  monotonicMs(): number
  now(): Date
  /** @returns a function that calls it off. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  now: () => new Date(),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.max(0, delayMs))
    return () => clearTimeout(timer)
  },
}
