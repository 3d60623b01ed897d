/**
 * `commonmast-batches-v1`: batches in one file that a person carries or mails. One JSON document per line:
 * the first says whose batches they are and how many, each other one is a batch as it was sealed, or a chunk of what batches
 * name. Line ends do not matter.
 */
import { z } from 'zod'
import { type JsonLimits, parseBoundedJson } from '#core/files/parseBoundedJson'
import { canonicalJson } from '#core/model/canonicalJson'
import { isRecord } from '#core/model/isRecord'
import { invariant, Problem } from '#core/model/problem'
import type { BatchId } from '#core/sync/batch'
import { type Founding, foundingSchema } from '#core/sync/founding'
import type { Envelope } from '#core/sync/keys/envelope'
import type { Litter, Published } from '#core/sync/SyncTransport'
import { canonicalText } from '#core/sync/signedDocument'
import { type Chunk, isChunk } from '#core/sync/travel/chunks'
import { type Placed, readPlaced } from '../readPlaced'
import { chunkLine, readChunkLine } from './chunkLine'
import { keyIdIn, readEnvelopeLine } from './envelopeLine'

const BATCHES_FORMAT = 'commonmast-batches-v1'

const headSchema = z.object({
  format: z.literal(BATCHES_FORMAT),
  cooperative: foundingSchema,
  /** How many lines of batches and of chunks follow, so that a file that was cut off is known for it. */
  batches: z.number().int().nonnegative(),
  chunks: z.number().int().nonnegative().default(0),
  /** Lines of envelopes of data keys. */
  keys: z.number().int().nonnegative().default(0),
})

interface Entry {
  id: BatchId
  text: string
}

export class BatchFile {
  founding: Founding | null = null
  readonly litter: Litter[] = []
  #cooperative: string | null = null
  readonly #byHash = new Map<string, Entry>()
  /** Texts by key. */
  readonly #envelopes = new Map<string, string>()
  readonly #chunks = new Map<string, Uint8Array>()
  /** Which actors and numbers there are. */
  readonly #numbers = new Set<string>()

  /**
   * A file that somebody else made. What is whole in one that was cut off or changed is taken, the rest is named.
   * @throws Problem `sync.not-a-batch-file`, `sync.batch-file-newer`
   */
  static read(bytes: Uint8Array): BatchFile {
    const file = new BatchFile()
    const lines = linesOf(bytes)
    const head = readHead(lines[0])
    file.begin(head.cooperative)
    for (const [at, line] of lines.entries()) if (at > 0) file.#take(line, `line ${at + 1}`)
    const last = head.batches + head.chunks + head.keys + 1
    if (lines.length < last) {
      file.litter.push({ name: `lines ${lines.length + 1} to ${last}`, kind: 'incomplete', actor: null })
    }
    return file
  }

  /** @throws Problem `sync.other-cooperative`; `sync.not-a-batch-file` where its signature does not hold */
  begin(founding: Founding): void {
    const placed = readPlaced(new TextEncoder().encode(canonicalJson(founding)))
    if (placed.kind !== 'founding') throw notABatchFile('the founding document was changed')
    if (this.founding && this.#cooperative !== placed.cooperative) {
      throw new Problem(
        'sync.other-cooperative',
        `This file belongs to another cooperative, ${this.founding.name}: choose another file. Nothing was changed in it.`,
      )
    }
    this.founding = placed.founding
    this.#cooperative = placed.cooperative
  }

  batches(): BatchId[] {
    return Array.from(this.#byHash.values(), ({ id }) => id)
  }

  text({ hash }: BatchId): string | null {
    return this.#byHash.get(hash)?.text ?? null
  }

  add(id: BatchId, text: string): Published {
    const placed = readPlaced(new TextEncoder().encode(text))
    invariant(placed.kind === 'batch' && placed.id.hash === id.hash, 'what is published is the batch that it is said to be')
    invariant(placed.cooperative === this.#cooperative, 'a file begins with the cooperative of its batches')
    if (this.#byHash.has(id.hash)) return 'there-already'
    const isFork = this.#numbers.has(numberOf(id))
    this.#keep({ id, text })
    return isFork ? 'beside-another' : 'published'
  }

  chunk(hash: string): Uint8Array | null {
    return this.#chunks.get(hash) ?? null
  }

  /** Hashes of the chunks. */
  chunks(): string[] {
    return [...this.#chunks.keys()]
  }

  addChunk(chunk: Chunk): 'published' | 'there-already' {
    invariant(isChunk(chunk), 'what is published is the chunk that it is said to be')
    if (this.#chunks.has(chunk.hash)) return 'there-already'
    this.#chunks.set(chunk.hash, chunk.bytes)
    return 'published'
  }

  /** Texts of the envelopes of data keys. Whether they hold is not looked at. */
  envelopes(): string[] {
    return [...this.#envelopes.values()]
  }

  /** Takes the place of others of its key. */
  setEnvelope(envelope: Envelope): void {
    for (const [name, text] of this.#envelopes) if (keyIdIn(text) === envelope.keyId) this.#envelopes.delete(name)
    this.#envelopes.set(envelope.keyId, canonicalText(envelope))
  }

  /** What is written to disk: data keys, an actor's batches after one another, then chunks. */
  *lines(): Generator<string> {
    const { founding } = this
    invariant(founding, 'a file of batches says whose they are')
    const entries = [...this.#byHash.values()].sort((one, other) => (nameOf(one.id) < nameOf(other.id) ? -1 : 1))
    const counts = { batches: entries.length, chunks: this.#chunks.size, keys: this.#envelopes.size }
    yield `${canonicalJson({ format: BATCHES_FORMAT, cooperative: founding, ...counts })}\n`
    for (const [, text] of [...this.#envelopes].sort()) yield `${text}\n`
    for (const { text } of entries) yield `${text}\n`
    for (const [hash, bytes] of [...this.#chunks].sort(([one], [other]) => (one < other ? -1 : 1))) {
      yield `${chunkLine({ hash, bytes })}\n`
    }
  }

  #keep({ id, text }: Entry): void {
    this.#byHash.set(id.hash, { id, text })
    this.#numbers.add(numberOf(id))
  }

  #take(line: Uint8Array, name: string): void {
    const chunk = readChunkLine(line)
    if (chunk) {
      if (isChunk(chunk)) this.#chunks.set(chunk.hash, chunk.bytes)
      else this.litter.push({ name, kind: 'damaged', actor: null })
      return
    }
    const envelope = readEnvelopeLine(line)
    if (envelope !== null) {
      // A file holds one of each key; of one that somebody put together, all are looked at.
      this.#envelopes.set(`${keyIdIn(envelope)} ${name}`, envelope)
      return
    }
    const placed = readPlaced(line)
    if (placed.kind === 'batch' && placed.cooperative === this.#cooperative) this.#keep(placed)
    else this.litter.push({ name, kind: litterKind(placed), actor: null })
  }
}

function numberOf({ actor, n }: BatchId): string {
  return `${actor}-${String(n).padStart(9, '0')}`
}

function nameOf(id: BatchId): string {
  return `${numberOf(id)}-${id.hash}`
}

/** A founding, or a batch of another cooperative, has no place among the lines. */
function litterKind(placed: Placed): Litter['kind'] {
  return placed.kind === 'batch' || placed.kind === 'founding' ? 'foreign' : placed.kind
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Without empty ones. A file may be larger than the longest text that there can be, so its bytes are cut. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let begin = 0; begin < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, begin)
    const end = found < 0 ? bytes.length : found
    const last = bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end
    if (last > begin) lines.push(bytes.subarray(begin, last))
    begin = end + 1
  }
  return lines
}

/** More than a founding and a count need. */
const HEAD_LIMITS: JsonLimits = { mostChars: 100_000, deepest: 8, mostValues: 1_000 }

function readHead(line: Uint8Array | undefined): z.infer<typeof headSchema> {
  let value: unknown
  try {
    value = parseBoundedJson(new TextDecoder().decode(line ?? new Uint8Array()), HEAD_LIMITS)
  } catch (cause) {
    throw notABatchFile(cause)
  }
  const format = isRecord(value) ? value.format : null
  if (typeof format === 'string' && format !== BATCHES_FORMAT && /^commonmast-batches-v[1-9]\d*$/.test(format)) {
    throw new Problem(
      'sync.batch-file-newer',
      'A later version of Commonmast made this file: update this one, then open it again.',
    )
  }
  const head = headSchema.safeParse(value)
  if (!head.success) throw notABatchFile(head.error)
  return head.data
}

function notABatchFile(cause: unknown): Problem {
  return new Problem(
    'sync.not-a-batch-file',
    'This is no file of batches, or its beginning was changed: choose the file that the other laptop saved, or let it save one again.',
    { cause },
  )
}
