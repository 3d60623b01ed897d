/** Batches exchanged by a file that a person carries: a round with it takes what is new, or fills it. */
import type { BatchId } from '#core/sync/batch'
import type { Founding } from '#core/sync/founding'
import type { Envelope } from '#core/sync/keys/envelope'
import type { Published, Standing, SyncTransport } from '#core/sync/SyncTransport'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { Chunk } from '#core/sync/travel/chunks'
import { batchGoneProblem, chunkGoneProblem } from '../placeProblem'
import type { BatchFile } from './BatchFile'

export class BatchFileTransport implements SyncTransport {
  readonly kind = 'file'
  readonly #file: BatchFile

  /** @param file it is on disk only once it was saved */
  constructor(file: BatchFile) {
    this.#file = file
  }

  async look(signal: AbortSignal): Promise<Standing> {
    throwIfCancelled(signal)
    const { founding, litter } = this.#file
    return { founding, batches: this.#file.batches(), litter: [...litter], freeBytes: null }
  }

  async read(id: BatchId, signal: AbortSignal): Promise<string> {
    throwIfCancelled(signal)
    const text = this.#file.text(id)
    if (text === null) throw batchGoneProblem('the file', `batch ${id.n} of ${id.actor}`)
    return text
  }

  async publish(id: BatchId, text: string, signal: AbortSignal): Promise<Published> {
    throwIfCancelled(signal)
    return this.#file.add(id, text)
  }

  async begin(founding: Founding, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    this.#file.begin(founding)
  }

  async hasChunks(hashes: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    throwIfCancelled(signal)
    return new Set(hashes.filter((hash) => this.#file.chunk(hash) !== null))
  }

  async readChunk(hash: string, signal: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal)
    const bytes = this.#file.chunk(hash)
    if (bytes === null) throw chunkGoneProblem('the file', hash)
    return bytes
  }

  async publishChunk(chunk: Chunk, signal: AbortSignal): Promise<'published' | 'there-already'> {
    throwIfCancelled(signal)
    return this.#file.addChunk(chunk)
  }

  async envelopes(signal: AbortSignal): Promise<string[]> {
    throwIfCancelled(signal)
    return this.#file.envelopes()
  }

  async publishEnvelope(envelope: Envelope, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    this.#file.setEnvelope(envelope)
  }
}
