/** A clock that a test moves by hand. */
import type { Clock } from '../clock'

export interface ManualClock extends Clock {
  /** Moves time on, running what falls due in order, and lets promises settle between. */
  advance(byMs: number): Promise<void>
  /** How many timers are set. */
  readonly waiting: number
}

export function createManualClock(): ManualClock {
  let nowMs = 0
  let nextId = 0
  const timers = new Map<number, { atMs: number; run: () => void }>()
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  return {
    get waiting() {
      return timers.size
    },
    monotonicMs: () => nowMs,
    now: () => new Date(nowMs),
    after(delayMs, run) {
      nextId += 1
      const id = nextId
      timers.set(id, { atMs: nowMs + Math.max(0, delayMs), run })
      return () => timers.delete(id)
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs
      await settle()
      for (;;) {
        // A stable sort: of two timers for the same moment, the one set first runs first.
        const [due] = [...timers].sort(([, a], [, b]) => a.atMs - b.atMs)
        if (!due || due[1].atMs > untilMs) break
        timers.delete(due[0])
        nowMs = due[1].atMs
        due[1].run()
        await settle()
      }
      nowMs = untilMs
    },
  }
}
