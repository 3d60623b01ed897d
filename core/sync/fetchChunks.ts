/** Chunks that batches name, brought from a place. A chunk that is wrong is no chunk. SPEC.md, [SY62]. */
import { Problem } from '../model/problem'
import type { Batch } from './batch'
import type { Round } from './Round'
import { throwIfCancelled } from './throwIfCancelled'
import { type Chunk, isChunk } from './travel/chunks'
import { chunksOfBatch, type Opened, openBatch } from './travel/openBatch'

/** Faults of one batch or chunk at a place; the others may still be read. */
export const ONE_FILE = new Set(['sync.batch-gone', 'sync.chunk-gone', 'sync.place-unreadable'])

/** A batch that follows what is held, with all that it names. @returns why it cannot be applied, where it cannot */
export async function openArrived(round: Round, batch: Batch): Promise<Opened> {
  await fetchChunks(round, chunksOfBatch(batch))
  return openBatch(batch, { chunk: (hash) => round.store.chunk(hash), key: (id) => round.keys?.key(id) ?? null })
}

/** Keeps those that are not kept yet and can be read there. */
export async function fetchChunks({ store, transport, signal }: Round, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    throwIfCancelled(signal)
    if (await store.chunk(hash)) continue
    const chunk = await readChunk(hash)
    if (chunk) await store.keepChunks([chunk])
  }

  async function readChunk(hash: string): Promise<Chunk | null> {
    try {
      const chunk = { hash, bytes: await transport.readChunk(hash, signal) }
      return isChunk(chunk) ? chunk : null
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !ONE_FILE.has(thrown.code)) throw thrown
      return null
    }
  }
}
