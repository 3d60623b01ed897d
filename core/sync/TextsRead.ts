/** Texts of batches that one step of a round read and a later one will want, as many as memory has room for. */
import type { BatchId } from './batch'

/** UTF-16 units of all that are kept. */
const MOST_CHARS = 32 * 1024 * 1024

export class TextsRead {
  readonly #texts = new Map<string, string>()
  #chars = 0

  keep({ hash }: BatchId, text: string): void {
    if (this.#texts.has(hash) || this.#chars + text.length > MOST_CHARS) return
    this.#texts.set(hash, text)
    this.#chars += text.length
  }

  /** It is kept no longer. @returns null for one that was not read */
  take({ hash }: BatchId): string | null {
    const text = this.#texts.get(hash) ?? null
    if (text !== null) this.#chars -= text.length
    this.#texts.delete(hash)
    return text
  }
}
