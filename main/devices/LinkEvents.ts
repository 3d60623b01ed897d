/** The listeners of a link and its one ending, shared by every kind of link. */
import type { Problem } from '#core/model/problem'

export class LinkEvents {
  readonly #data = new Set<(bytes: Uint8Array) => void>()
  readonly #closed = new Set<(problem: Problem | null) => void>()
  #ending: { problem: Problem | null } | null = null

  get ended(): boolean {
    return this.#ending !== null
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#data.add(listener)
    return () => this.#data.delete(listener)
  }

  /** A listener that comes after the end hears of it at once: a cable can be pulled while the port is being handed over. */
  onClosed(listener: (problem: Problem | null) => void): () => void {
    if (this.#ending) listener(this.#ending.problem)
    this.#closed.add(listener)
    return () => this.#closed.delete(listener)
  }

  data(bytes: Uint8Array): void {
    if (!this.ended) for (const listener of [...this.#data]) listener(bytes)
  }

  /** Only the first ending counts. */
  end(problem: Problem | null): void {
    if (this.#ending) return
    this.#ending = { problem }
    for (const listener of [...this.#closed]) listener(problem)
  }
}
