/**
 * Where batches are exchanged: a folder, a stick, a server. A transport carries; it decides nothing. What it holds is read
 * as if a stranger had written it, and what it lacks is never taken for a deletion.
 */
import type { BatchId } from './batch'
import type { Founding } from './founding'
import type { Envelope } from './keys/envelope'
import type { Chunk } from './travel/chunks'

/** What lies there and is no whole batch of this cooperative. None of it is ever changed or removed. */
export interface Litter {
  /** Name at the place, as a person finds it there. */
  name: string
  /**
   * incomplete: of no length, cut off, or still being written: it is tried again. foreign: no batch at all. damaged: a batch
   * that was changed. newer: of a format that only a later version reads.
   */
  kind: 'incomplete' | 'foreign' | 'damaged' | 'newer'
  /** The actor whose laptop can bring it again, where the name says so. */
  actor: string | null
}

export interface Standing {
  /** Whose batches lie there; null: nobody's, the place is empty or new. */
  founding: Founding | null
  /** Every batch that is there, whole as far as a look can tell. Two hashes under one actor and number are a fork. */
  batches: readonly BatchId[]
  litter: readonly Litter[]
  /** Bytes that still fit, null where nobody can say. */
  freeBytes: number | null
}

export type Published =
  /** It is there and was read back. */
  | 'published'
  /** The same bytes were there before. */
  | 'there-already'
  /** Another batch stands under its actor and number: it was put beside it, and neither was changed. */
  | 'beside-another'

export interface SyncTransport {
  readonly kind: 'folder' | 'nats' | 'file'
  /** @throws Problem `sync.place-missing`, `sync.place-unreadable`, `sync.cancelled` */
  look(signal: AbortSignal): Promise<Standing>
  /** The text of one batch as it lies there. @throws Problem `sync.batch-gone`, `sync.place-missing`, `sync.place-unreadable` */
  read(id: BatchId, signal: AbortSignal): Promise<string>
  /**
   * Puts a batch there and reads it back. Repeating it is harmless.
   * @param text canonical JSON of the batch
   * @throws Problem `sync.place-full`, `sync.place-missing`, `sync.place-read-only`, `sync.not-read-back`
   */
  publish(id: BatchId, text: string, signal: AbortSignal): Promise<Published>
  /** Marks an empty place as this cooperative's. @throws as publish, and Problem `sync.other-cooperative` */
  begin(founding: Founding, signal: AbortSignal): Promise<void>
  /**
   * Which of these chunks (see `travel/chunks`) lie there, whole as far as a look can tell.
   * @param hashes SHA-256, hex
   * @throws as look
   */
  hasChunks(hashes: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>
  /** The bytes of a chunk as they lie there. @throws Problem `sync.chunk-gone`, `sync.place-missing`, `sync.place-unreadable` */
  readChunk(hash: string, signal: AbortSignal): Promise<Uint8Array>
  /** Puts a chunk there and reads it back. Repeating it is harmless. @throws as publish */
  publishChunk(chunk: Chunk, signal: AbortSignal): Promise<'published' | 'there-already'>
  /** All envelopes of data keys that lie there, as they lie there; none of them is believed. @throws as look */
  envelopes(signal: AbortSignal): Promise<string[]>
  /**
   * Puts an envelope there, reads it back, and takes away others of the same key: what they held is to be gone. It is the
   * only thing at a place that is ever taken away. Repeating it is harmless.
   * @throws as publish
   */
  publishEnvelope(envelope: Envelope, signal: AbortSignal): Promise<void>
}
