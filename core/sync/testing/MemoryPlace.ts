/** A place of exchange in memory: a folder whose files tests can tear, take away, set back and add to. */
import { Problem } from '../../model/problem'
import type { BatchId } from '../batch'
import type { Founding } from '../founding'
import type { Envelope } from '../keys/envelope'
import { readBatch } from '../readBatch'
import type { Litter, Published, Standing, SyncTransport } from '../SyncTransport'
import { canonicalText } from '../signedDocument'
import { type Chunk, isChunk } from '../travel/chunks'

/** Properties look at the same texts again and again. */
const readBefore = new Map<string, ReturnType<typeof readBatch>>()
const MOST_REMEMBERED = 2_000

function readOnce(text: string): ReturnType<typeof readBatch> {
  const read = readBefore.get(text) ?? readBatch(text)
  if (readBefore.size > MOST_REMEMBERED) readBefore.clear()
  readBefore.set(text, read)
  return read
}

export class MemoryPlace implements SyncTransport {
  readonly kind = 'folder'
  founding: Founding | null = null
  /** By name, as they lie there. */
  files = new Map<string, string>()
  /** By hash, as they lie there. */
  chunks = new Map<string, Uint8Array>()
  /** Texts of envelopes of data keys, as they lie there. */
  envelopeTexts: string[] = []
  /** Thrown instead of writing. */
  writeProblem: Problem | null = null
  /** Every batch that was ever published here. */
  readonly published: BatchId[] = []
  #made = 0

  async look(): Promise<Standing> {
    const batches: BatchId[] = []
    const litter: Litter[] = []
    for (const [name, text] of this.files) {
      const read = readOnce(text)
      if (read.kind === 'whole') {
        if (!batches.some(({ hash }) => hash === read.id.hash)) batches.push(read.id)
      } else litter.push({ name, kind: read.kind, actor: name.slice(0, 16) })
    }
    return { founding: this.founding, batches, litter, freeBytes: null }
  }

  async read({ hash }: BatchId): Promise<string> {
    const text = this.#textOf(hash)
    if (text === null) throw new Problem('sync.batch-gone', 'The batch is no longer there: look again.')
    return text
  }

  async publish(id: BatchId, text: string): Promise<Published> {
    if (this.writeProblem) throw this.writeProblem
    this.published.push(id)
    if (this.#textOf(id.hash) !== null) return 'there-already'
    const { batches } = await this.look()
    this.add(id, text)
    return batches.some(({ actor, n }) => actor === id.actor && n === id.n) ? 'beside-another' : 'published'
  }

  async begin(founding: Founding): Promise<void> {
    if (this.writeProblem) throw this.writeProblem
    this.founding = founding
  }

  async hasChunks(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(hashes.filter((hash) => isChunk({ hash, bytes: this.chunks.get(hash) ?? new Uint8Array() })))
  }

  async readChunk(hash: string): Promise<Uint8Array> {
    const bytes = this.chunks.get(hash)
    if (!bytes) throw new Problem('sync.chunk-gone', 'The file is not there: look again.')
    return bytes
  }

  async publishChunk({ hash, bytes }: Chunk): Promise<'published' | 'there-already'> {
    if (this.writeProblem) throw this.writeProblem
    if ((await this.hasChunks([hash])).has(hash)) return 'there-already'
    this.chunks.set(hash, bytes)
    return 'published'
  }

  async envelopes(): Promise<string[]> {
    return [...this.envelopeTexts]
  }

  async publishEnvelope(envelope: Envelope): Promise<void> {
    if (this.writeProblem) throw this.writeProblem
    const others = this.envelopeTexts.filter((text) => !text.includes(`"keyId":"${envelope.keyId}"`))
    this.envelopeTexts = [...others, canonicalText(envelope)]
  }

  /** Puts a file there, whatever it says. */
  add({ actor, n }: Pick<BatchId, 'actor' | 'n'>, text: string): void {
    this.#made += 1
    this.files.set(`${actor}-${n}-${this.#made}.json`, text)
  }

  /** What it holds now; `setBack` brings it there again. */
  copy(): { founding: Founding | null; files: Map<string, string>; chunks: Map<string, Uint8Array>; envelopeTexts: string[] } {
    const { founding, envelopeTexts } = this
    return { founding, files: new Map(this.files), chunks: new Map(this.chunks), envelopeTexts }
  }

  setBack({ founding, files, chunks, envelopeTexts }: ReturnType<MemoryPlace['copy']>): void {
    this.founding = founding
    this.files = new Map(files)
    this.chunks = new Map(chunks)
    this.envelopeTexts = envelopeTexts
  }

  #textOf(hash: string): string | null {
    for (const text of this.files.values()) {
      const read = readOnce(text)
      if (read.kind === 'whole' && read.id.hash === hash) return text
    }
    return null
  }
}
