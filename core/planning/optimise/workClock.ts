/**
 * The time that a search has worked, without the time in which others had its core. Neither pages nor workers can ask for the
 * time of their own thread, so it is told from the steps: a thread that is put aside loses whole milliseconds within one
 * step, and a step of its kind usually takes a small part of that. What a step takes beyond some times the usual is not counted.
 */
import { nowMs } from '../../model/turns'

/** What a step may take of what is usual, and beside it, before the rest counts as waiting: some steps are larger by nature. */
const USUAL_TIMES = 4
const ALLOWED_MS = 0.5
/** How fast the usual follows: up slowly and down fast, so that it stays near the quick steps, which nobody interrupted. */
const UP = 0.02
const DOWN = 0.2
/** However long the waits are, the search ends after so many times its time by the wall. */
export const LONGEST_WALL = 5

export type StepKind = 'search' | 'bound'

export class WorkClock {
  readonly #usualMs = new Map<StepKind, number>()
  readonly #now: () => number
  #markMs: number
  #workedMs: number

  /** @param workedMs what has been worked already. */
  constructor(workedMs = 0, now: () => number = nowMs) {
    this.#now = now
    this.#workedMs = workedMs
    this.#markMs = now()
  }

  get workedMs(): number {
    return this.#workedMs
  }

  /** A step of this kind has ended. @returns the time worked so far. */
  stepped(kind: StepKind): number {
    const now = this.#now()
    const tookMs = now - this.#markMs
    this.#markMs = now
    const usualMs = this.#usualMs.get(kind) ?? tookMs
    const ownMs = Math.min(tookMs, USUAL_TIMES * usualMs + ALLOWED_MS)
    this.#usualMs.set(kind, usualMs + (ownMs > usualMs ? UP : DOWN) * (ownMs - usualMs))
    this.#workedMs += ownMs
    return this.#workedMs
  }

  /** Work that is no repeated step has ended: all of it counts. */
  worked(): number {
    const now = this.#now()
    this.#workedMs += now - this.#markMs
    this.#markMs = now
    return this.#workedMs
  }

  /** A wait has ended: none of it counts. */
  waited(): void {
    this.#markMs = this.#now()
  }
}
