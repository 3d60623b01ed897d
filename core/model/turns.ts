/** Time and turns of the host, be it a page, a worker or Node: what `core` needs of it to work in slices. */

interface Host {
  performance: { now(): number }
  setTimeout(callback: () => void, delayMs: number): unknown
}

const host = globalThis as unknown as Host

/** Milliseconds of a clock that never goes back. */
export function nowMs(): number {
  return host.performance.now()
}

/** Lets everything else of this thread run once: messages, cancel buttons, timers. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    host.setTimeout(resolve, 0)
  })
}
