/**
 * Batches exchanged by a NATS server with JetStream. The stream is a relay and not the record: it only grows while it lives, and
 * when it is cut, set back or emptied, laptops bring again what they hold. What a message holds decides, never its subject, its
 * number or its time. SPEC.md, [SY80] to [SY86].
 */
import { canonicalJson } from '#core/model/canonicalJson'
import { invariant, Problem } from '#core/model/problem'
import type { BatchId } from '#core/sync/batch'
import { cooperativeId, type Founding } from '#core/sync/founding'
import type { Envelope } from '#core/sync/keys/envelope'
import type { Published, Standing, SyncTransport } from '#core/sync/SyncTransport'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import { type Chunk, isChunk } from '#core/sync/travel/chunks'
import { batchGoneProblem, chunkGoneProblem, notReadBackProblem, otherCooperativeProblem } from '../placeProblem'
import { readPlaced } from '../readPlaced'
import { messageSurely } from './messageSurely'
import { NatsChunks } from './NatsChunks'
import { NatsEnvelopes } from './NatsEnvelopes'
import type { NatsShelf } from './NatsShelf'
import { NatsStream, type StreamState } from './NatsStream'
import type { NatsAccess } from './natsAccess'
import { spaceOf } from './natsNames'
import { streamMissingProblem } from './natsProblem'
import { packMessage, unpackMessage } from './packMessage'
import { type OnBatch, StreamIndex } from './StreamIndex'

export interface NatsTransportOptions {
  /** Id of the cooperative of this laptop; null while it belongs to none and looks where it may join. */
  cooperative: string | null
  /** Where what was seen is kept between lives of the program; without it the first look of each reads the whole stream. */
  memory?: StreamMemory
}

/** A text of the transport's own. What is lost or damaged of it costs time alone. */
export interface StreamMemory {
  load(): Promise<string | null>
  save(text: string): Promise<void>
}

/** Others may write in between; after so many times it is written wherever the stream ends, and a double would count once. */
const TRIES_BEHIND_LAST = 8
/** Of batches that a look read and the round has not taken yet; those beyond are asked for again. */
const MOST_KEPT_BYTES = 16 * 1024 * 1024

export class NatsTransport implements SyncTransport {
  readonly kind = 'nats'
  readonly #access: NatsAccess
  readonly #own: string | null
  readonly #stream: NatsStream
  readonly #memory: StreamMemory | null
  readonly #index = new StreamIndex()
  readonly #chunks: NatsChunks
  readonly #envelopes: NatsEnvelopes
  #isRecalled = false
  #savedLast = 0
  #kept = new Map<string, Uint8Array>()

  constructor(access: NatsAccess, { cooperative, memory }: NatsTransportOptions, stream = new NatsStream(access)) {
    this.#access = access
    this.#own = cooperative
    this.#memory = memory ?? null
    this.#stream = stream
    this.#chunks = new NatsChunks(stream.chunks)
    this.#envelopes = new NatsEnvelopes(stream.envelopes)
  }

  /**
   * @throws also Problem `sync.stream-missing`, `sync.stream-settings`, `sync.no-jetstream`,
   * `sync.access-refused`, `sync.server-not-trusted`, as every call
   */
  async look(signal: AbortSignal): Promise<Standing> {
    throwIfCancelled(signal)
    const state = await this.#stream.state(signal)
    this.#kept = new Map()
    // A keeper begins the place anew; for anybody else it is not there.
    if (!state && this.#access.keeper) {
      this.#index.clear()
      return { founding: null, batches: [], litter: [], freeBytes: null }
    }
    await this.#recall()
    let keptBytes = 0
    await this.#refresh(signal, state, (id, bytes) => {
      keptBytes += bytes.length
      if (keptBytes <= MOST_KEPT_BYTES) this.#kept.set(id.hash, bytes)
    })
    await this.#keepMemory()
    const { space } = this.#access
    const founding = this.#index.founding(space)
    const wanted = this.#own ?? (founding && cooperativeId(founding)) ?? ''
    return {
      founding,
      batches: this.#index.batches(wanted),
      litter: this.#index.litter(wanted, space),
      freeBytes: state?.freeBytes ?? null,
    }
  }

  async read(id: BatchId, signal: AbortSignal): Promise<string> {
    throwIfCancelled(signal)
    const kept = this.#kept.get(id.hash)
    this.#kept.delete(id.hash)
    const text = (kept && textOf(kept, id)) ?? (await this.#readAt(this.#index.seqOf(id), id, signal))
    if (text === null) throw batchGoneProblem(this.#stream.place, nameOf(id))
    return text
  }

  async publish(id: BatchId, text: string, signal: AbortSignal): Promise<Published> {
    throwIfCancelled(signal)
    const placed = readPlaced(new TextEncoder().encode(text))
    invariant(placed.kind === 'batch' && placed.id.hash === id.hash, 'what is published is the batch that it is said to be')
    this.#checkSpace(placed.cooperative)
    const subject = this.#stream.names.batchesBy(this.#access.name)
    const isThere = async () => (await this.#readAt(this.#index.seqOf(id), id, signal)) !== null
    const outcome = await this.#append({ subject, name: nameOf(id), bytes: packMessage(text), isThere }, signal)
    if (outcome === 'published' && this.#index.holdsAnother(id, placed.cooperative)) return 'beside-another'
    return outcome
  }

  async begin(founding: Founding, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    const bytes = new TextEncoder().encode(canonicalJson(founding))
    const placed = readPlaced(bytes)
    invariant(placed.kind === 'founding', 'a cooperative begins with its founding document')
    this.#checkSpace(placed.cooperative)
    const { keeper, space } = this.#access
    if (keeper && !(await this.#stream.state(signal))) await this.#stream.create(keeper, signal)
    await this.#refresh(signal)
    const isThere = async () => this.#index.founding(space) !== null
    await this.#append({ subject: this.#stream.names.founding, name: 'The founding document', bytes, isThere }, signal)
  }

  async hasChunks(hashes: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    throwIfCancelled(signal)
    return this.#chunks.has(hashes, signal)
  }

  async readChunk(hash: string, signal: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal)
    const bytes = await this.#chunks.read(hash, signal)
    if (!bytes) throw chunkGoneProblem(this.#stream.place, hash)
    return bytes
  }

  async publishChunk(chunk: Chunk, signal: AbortSignal): Promise<'published' | 'there-already'> {
    throwIfCancelled(signal)
    invariant(isChunk(chunk), 'what is published is the chunk that it is said to be')
    invariant(this.#own !== null, 'only a laptop of a cooperative writes')
    this.#checkSpace(this.#own)
    return this.#onShelf(this.#stream.chunks, signal, () => this.#chunks.put(chunk, signal))
  }

  async envelopes(signal: AbortSignal): Promise<string[]> {
    throwIfCancelled(signal)
    return this.#envelopes.read(signal)
  }

  async publishEnvelope(envelope: Envelope, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    this.#checkSpace(envelope.cooperative)
    await this.#onShelf(this.#stream.envelopes, signal, () => this.#envelopes.put(envelope, signal))
  }

  /** Ends the connection. The next call opens one again. */
  close(): Promise<void> {
    return this.#stream.close()
  }

  /** A keeper makes the stream where it is missing, as after it could not be made with the others. */
  async #onShelf<T>(shelf: NatsShelf, signal: AbortSignal, write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } catch (thrown) {
      const { keeper } = this.#access
      if (!keeper || !(thrown instanceof Problem) || thrown.code !== 'sync.stream-missing') throw thrown
      await shelf.create(keeper, signal)
      return write()
    }
  }

  async #recall(): Promise<void> {
    if (this.#isRecalled) return
    this.#isRecalled = true
    const text = await this.#memory?.load().catch(() => null)
    if (typeof text === 'string' && this.#index.last === 0) this.#index.recall(text)
    this.#savedLast = this.#index.last
  }

  /** A disk that does not take it costs the next life of the program some time, and this one nothing. */
  async #keepMemory(): Promise<void> {
    if (this.#index.last === this.#savedLast) return
    this.#savedLast = this.#index.last
    await this.#memory?.save(this.#index.toText()).catch(() => undefined)
  }

  #checkSpace(cooperative: string): void {
    const { space } = this.#access
    if (spaceOf(cooperative) === space) return
    throw otherCooperativeProblem(this.#stream.place, this.#index.founding(space)?.name ?? space)
  }

  async #refresh(signal: AbortSignal, asked?: StreamState | null, onBatch?: OnBatch): Promise<void> {
    const state = asked ?? (await this.#stream.state(signal))
    if (!state) {
      this.#index.clear()
      throw streamMissingProblem(this.#stream.place, 'no such stream')
    }
    await this.#index.refresh(this.#stream, state, signal, onBatch)
  }

  /** Writes behind everything that is known to be there, and reads it back. */
  async #append({ subject, name, bytes, isThere }: Message, signal: AbortSignal): Promise<'published' | 'there-already'> {
    for (let tries = 0; ; tries++) {
      if (await isThere()) return 'there-already'
      const after = tries < TRIES_BEHIND_LAST ? this.#index.last : null
      const seq = await this.#stream.append(subject, bytes, after, signal)
      if (seq === null) {
        await this.#refresh(signal)
        continue
      }
      const isNext = seq === this.#index.last + 1
      const [message, isCurrent] = await Promise.all([
        messageSurely(this.#stream, seq, signal),
        this.#index.isCurrent(this.#stream, signal),
      ])
      if (!message || !Buffer.from(bytes).equals(message.bytes)) throw notReadBackProblem(this.#stream.place, name)
      if (isNext && isCurrent) this.#index.add(message)
      else await this.#refresh(signal)
      return 'published'
    }
  }

  async #readAt(seq: number | null, id: BatchId, signal: AbortSignal): Promise<string | null> {
    const message = seq === null ? null : await messageSurely(this.#stream, seq, signal)
    return message && textOf(message.bytes, id)
  }
}

interface Message {
  subject: string
  /** As a person would call it. */
  name: string
  bytes: Uint8Array
  /** Whether it is there by what is known of the stream. */
  isThere: () => Promise<boolean>
}

/** The text of a batch if the message holds it. */
function textOf(bytes: Uint8Array, { hash }: BatchId): string | null {
  const document = unpackMessage(bytes)
  const placed = document && readPlaced(document)
  return placed?.kind === 'batch' && placed.id.hash === hash ? placed.text : null
}

function nameOf({ actor, n }: BatchId): string {
  return `Batch ${n} of ${actor}`
}
