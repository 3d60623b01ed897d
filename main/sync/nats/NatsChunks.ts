/**
 * Chunks of large values at a NATS server, one subject each. A subject says which chunk a message holds, and the message is
 * believed only when its bytes say the same. SPEC.md, [SY87].
 */
import { type Chunk, isChunk } from '#core/sync/travel/chunks'
import { notReadBackProblem } from '../placeProblem'
import type { NatsShelf } from './NatsShelf'

/** Others may put the same chunk there at once. */
const TRIES = 8

export class NatsChunks {
  /** Found to be another's than their subjects say. */
  readonly #damaged = new Set<string>()
  /** How often those that were put there several times had been, when the last one was whole. */
  readonly #checked = new Map<string, number>()

  constructor(private readonly shelf: NatsShelf) {}

  /**
   * Which of the chunks are there. One that was put there once is believed until somebody read it: to fetch all of them would
   * be to send them twice.
   * @throws as `NatsShelf.counts`
   */
  async has(hashes: readonly string[], signal: AbortSignal): Promise<Set<string>> {
    const there = new Set<string>()
    if (hashes.length === 0) return there
    const counts = await this.shelf.counts(signal)
    for (const hash of hashes) {
      const count = counts?.get(hash) ?? 0
      if (count > 0 && (await this.#isWhole(hash, count, signal))) there.add(hash)
    }
    return there
  }

  /** @returns null where no whole one is there. @throws as `NatsShelf.last` */
  async read(hash: string, signal: AbortSignal): Promise<Uint8Array | null> {
    const message = await this.shelf.last(hash, signal)
    if (message && isChunk({ hash, bytes: message.bytes })) {
      this.#damaged.delete(hash)
      return message.bytes
    }
    if (message) this.#damaged.add(hash)
    return null
  }

  /** @throws Problem `sync.not-read-back`, and as `NatsShelf.put` */
  async put({ hash, bytes }: Chunk, signal: AbortSignal): Promise<'published' | 'there-already'> {
    for (let tries = 0; ; tries++) {
      const last = await this.shelf.last(hash, signal)
      if (last && isChunk({ hash, bytes: last.bytes })) return 'there-already'
      const seq = await this.shelf.put(hash, bytes, tries < TRIES ? (last?.seq ?? 0) : null, signal)
      if (seq === null) continue
      const there = await this.shelf.readBack(seq, signal)
      if (!there || !isChunk({ hash, bytes: there })) throw notReadBackProblem(this.shelf.place, 'A part of a large value')
      this.#damaged.delete(hash)
      return 'published'
    }
  }

  async #isWhole(hash: string, count: number, signal: AbortSignal): Promise<boolean> {
    if (count === 1 && !this.#damaged.has(hash)) return true
    if (this.#checked.get(hash) === count) return true
    const isWhole = (await this.read(hash, signal)) !== null
    if (isWhole) this.#checked.set(hash, count)
    return isWhole
  }
}
