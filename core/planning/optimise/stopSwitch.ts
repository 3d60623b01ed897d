import type { CancelSignal } from '../../model/cancelSignal'
/** A signal that this side sets off; what AbortController is to pages, for code that has none. */

export class StopSwitch implements CancelSignal {
  #aborted = false
  readonly #listeners = new Set<() => void>()

  get aborted(): boolean {
    return this.#aborted
  }

  /** Every listener is called once, whether or not it asked for that. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener)
  }

  stop(): void {
    if (this.#aborted) return
    this.#aborted = true
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }
}
