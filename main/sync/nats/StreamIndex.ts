/**
 * What a stream holds, as far as it was read. It goes on from where it was, as long as the last message that it knows is there
 * unchanged; a server that was emptied, cut or set back is read anew. SPEC.md, [SY82].
 */
import type { BatchId } from '#core/sync/batch'
import type { Founding } from '#core/sync/founding'
import type { Litter } from '#core/sync/SyncTransport'
import { type MessageSource, messageSurely, pause } from './messageSurely'
import type { StreamState } from './NatsStream'
import { spaceOf } from './natsNames'
import { gappedProblem } from './natsProblem'
import type { StreamMessage } from './StreamCalls'
import { type Held, isSame, memoryText, readMemory, type SeenMessage, seenIn } from './seenMessage'

/** Gets each batch that is read, as it lies there. */
export type OnBatch = (id: BatchId, bytes: Uint8Array) => void

export class StreamIndex {
  #seen = new Map<number, SeenMessage>()
  #newest: SeenMessage | null = null
  #last = 0
  #seqByHash = new Map<string, number>()
  #hashesByNumber = new Map<string, Set<string>>()

  /** The number of the stream's last message when it was read, 0 for none. */
  get last(): number {
    return this.#last
  }

  /**
   * Reads what is new, up to where the stream ended when its state was asked.
   * @throws Problem `sync.place-unreadable` where messages are missing that the server says it holds, and those of the stream
   */
  async refresh(
    stream: MessageSource,
    state: StreamState,
    signal: AbortSignal,
    onBatch: OnBatch = () => undefined,
  ): Promise<void> {
    const goesOn = this.#last > 0 && state.last >= this.#last && (await this.isCurrent(stream, signal))
    const kept = goesOn ? [...this.#seen.values()].filter(({ seq }) => seq >= state.first) : []
    const from = Math.max(goesOn ? this.#last + 1 : 1, state.first)
    const seen = new Map(kept.map((each) => [each.seq, each]))
    for (const waitMs of [0, ...stream.waitsMs]) {
      await pause(waitMs, signal)
      await readMissing(stream, seen, { from, to: state.last }, signal, onBatch)
      if (seen.size >= state.messages) break
      // What is lacking may be of what was read before.
      if (goesOn && seen.size - kept.length === state.last - from + 1) break
    }
    if (goesOn && seen.size !== state.messages) {
      this.clear()
      return this.refresh(stream, state, signal, onBatch)
    }
    if (seen.size < state.messages) throw gappedProblem(stream.place, state.messages - seen.size)
    this.clear()
    for (const one of seen.values()) this.#note(one)
    this.#last = state.last
  }

  /** Forgets everything: the next look reads the stream anew. */
  clear(): void {
    this.#seen = new Map()
    this.#newest = null
    this.#last = 0
    this.#seqByHash = new Map()
    this.#hashesByNumber = new Map()
  }

  /** What it knows, as text. */
  toText(): string {
    return memoryText(this.#last, this.#seen.values())
  }

  /** Goes on from what an index knew in another life of the program; a text that is not whole tells it nothing. */
  recall(text: string): void {
    const memory = readMemory(text)
    this.clear()
    for (const one of memory?.seen ?? []) this.#note(one)
    this.#last = memory?.last ?? 0
  }

  /** Notes the message that was just written behind the last and read back. */
  add(message: StreamMessage): void {
    this.#note(seenIn(message))
    this.#last = Math.max(this.#last, message.seq)
  }

  /** Whether the last message that is known is still there: then so is everything before it. */
  async isCurrent(stream: MessageSource, signal: AbortSignal): Promise<boolean> {
    const newest = this.#newest
    if (!newest) return true
    const message = await messageSurely(stream, newest.seq, signal)
    return message !== null && isSame(newest, message)
  }

  /** The first founding of the space; what else was put under its subject is litter. */
  founding(space: string): Founding | null {
    const foundings = [...this.#seen.values()].filter(({ held }) => isFoundingOf(held, space))
    const [first] = foundings.sort((one, other) => one.seq - other.seq)
    return first?.held.kind === 'founding' ? first.held.founding : null
  }

  /** Every batch of the cooperative, each once. */
  batches(cooperative: string): BatchId[] {
    const byHash = new Map<string, BatchId>()
    for (const { held } of this.#seen.values()) {
      if (held.kind === 'batch' && held.cooperative === cooperative) byHash.set(held.id.hash, held.id)
    }
    return [...byHash.values()]
  }

  /** Whatever is neither a batch of the cooperative nor its founding. */
  litter(cooperative: string, space: string): Litter[] {
    return [...this.#seen.values()].flatMap(({ seq, subject, held }) => {
      if (held.kind === 'batch' ? held.cooperative === cooperative : isFoundingOf(held, space)) return []
      const kind = held.kind === 'batch' || held.kind === 'founding' ? 'foreign' : held.kind
      return { name: `message ${seq} of ${subject}`, kind, actor: null }
    })
  }

  /** The number of the message that holds a batch, null for none. */
  seqOf({ hash }: BatchId): number | null {
    return this.#seqByHash.get(hash) ?? null
  }

  /** Whether another batch of its actor and number is there. */
  holdsAnother(id: BatchId, cooperative: string): boolean {
    const hashes = this.#hashesByNumber.get(numberOf(id, cooperative)) ?? new Set()
    return hashes.size > (hashes.has(id.hash) ? 1 : 0)
  }

  #note(one: SeenMessage): void {
    const { seq, held } = one
    this.#seen.set(seq, one)
    if (seq > (this.#newest?.seq ?? 0)) this.#newest = one
    if (held.kind !== 'batch') return
    const number = numberOf(held.id, held.cooperative)
    this.#seqByHash.set(held.id.hash, seq)
    this.#hashesByNumber.set(number, (this.#hashesByNumber.get(number) ?? new Set()).add(held.id.hash))
  }
}

function numberOf({ actor, n }: BatchId, cooperative: string): string {
  return `${cooperative} ${actor}-${n}`
}

/** Numbers further apart than this with nothing between are no stream of this program's. */
const MOST_GAPS = 1_000_000

/** Reads the messages of a range that were not seen yet. */
async function readMissing(
  stream: MessageSource,
  seen: Map<number, SeenMessage>,
  { from, to }: { from: number; to: number },
  signal: AbortSignal,
  onBatch: OnBatch,
): Promise<void> {
  const numbers = unseenOf(seen, from, Math.min(to, from + seen.size + MOST_GAPS))
  await stream.messages(numbers, signal, (message) => {
    const one = seenIn(message)
    seen.set(one.seq, one)
    if (one.held.kind === 'batch') onBatch(one.held.id, message.bytes)
  })
}

function* unseenOf(seen: ReadonlyMap<number, SeenMessage>, from: number, to: number): Generator<number> {
  for (let seq = from; seq <= to; seq++) if (!seen.has(seq)) yield seq
}

function isFoundingOf(held: Held, space: string): boolean {
  return held.kind === 'founding' && spaceOf(held.cooperative) === space
}
