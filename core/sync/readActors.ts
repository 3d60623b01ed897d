/** What is new at a place: read, verified, applied in order, or set aside. SPEC.md, [SY7], [SY10], [SY11], [SY13] and [SY43]. */
import { Problem } from '../model/problem'
import { parseClock } from '../records/hybridClock'
import type { AccessState } from './access/AccessState'
import { type Batch, type BatchId, type NamedBatch, type Reached, reachedWith } from './batch'
import { fetchChunks, ONE_FILE, openArrived } from './fetchChunks'
import type { Round } from './Round'
import { readAhead } from './readAhead'
import { readBatchBy } from './readBatch'
import { type BatchFault, isWaiting, type OpenedBatch } from './SyncStore'
import { signedBytesIn } from './signedDocument'
import { takeIn, type Verdict } from './takeIn'
import { throwIfCancelled } from './throwIfCancelled'
import { chunksOfBatch } from './travel/openBatch'

/** Applied in one transaction: enough that a database works well, few enough that stopping loses little. */
const BATCHES_AT_ONCE = 50
/** Roughly: what is applied in one transaction is in memory until then. */
const BYTES_AT_ONCE = 8 * 1024 * 1024
/** On their way while one is worked on: the line and the processor need not wait for each other. */
const BATCHES_AHEAD = 20
/** Each word of how far a round is crosses two threads. */
const TOLD_EVERY = 5
/** Further ahead of this computer's clock than a clock is that somebody looks after. */
const AHEAD_MS = 10 * 60_000

export interface ActorsRead {
  applied: number
  /** Whether everything that lies there and concerns these actors is held, or refused for good. */
  isWhole: boolean
}

/**
 * @param there what lay there when the round looked
 * @param whose own: of this installation's key, under this name or an earlier one
 */
export async function readActors(round: Round, there: readonly BatchId[], whose: 'own' | 'others'): Promise<ActorsRead> {
  const { store, progress, tell } = round
  const { publicKey } = await store.self()
  const refused = await store.refused()
  const held = await heldHashes(round)
  const byActor = new Map<string, BatchId[]>()
  for (const id of there) {
    const ids = byActor.get(id.actor) ?? []
    if (!held.has(id.hash) && !refused.has(id.hash)) ids.push(id)
    byActor.set(id.actor, ids)
  }
  const total = [...byActor.values()].reduce((sum, ids) => sum + ids.length, 0)
  const read: ActorsRead = { applied: 0, isWhole: true }
  let done = 0
  const onRead = () => {
    done = Math.min(done + 1, total)
    if (done % TOLD_EVERY === 1 || done === total) progress({ phase: 'read', done, total })
  }
  let toRead: string[] = []
  for (const actor of byActor.keys()) {
    const isOwn = (await store.keyOf(actor)) === publicKey
    if (isOwn === (whose === 'own')) toRead.push(actor)
  }
  // Who is not named yet may be once others are read.
  while (toRead.length > 0) {
    const notNamed = new Map<string, string>()
    for (const actor of toRead) {
      const reader = new ActorReader(round, actor, publicKey, onRead)
      await reader.read(byActor.get(actor) ?? [])
      read.applied += reader.applied
      read.isWhole &&= reader.isWhole
      if (reader.notNamed !== null) notNamed.set(actor, reader.notNamed)
    }
    const { named } = await store.access()
    toRead = [...notNamed].filter(([, key]) => named.has(key)).map(([actor]) => actor)
    if (toRead.length > 0) continue
    for (const [actor, key] of notNamed) tell({ kind: 'not-admitted', actor, publicKey: key })
  }
  return read
}

async function heldHashes({ store }: Round): Promise<Set<string>> {
  const hashes = new Set<string>()
  for (const actor of (await store.vector()).keys()) for (const { hash } of await store.after(actor, 0)) hashes.add(hash)
  return hashes
}

/** A batch that was read, and whether its signature holds, where that is known already. */
type Arrived = NamedBatch & { isSigned?: boolean }

class ActorReader {
  applied = 0
  isWhole = true
  /** The key of the actor's batches where nobody has named it; nothing of them was taken in. */
  notNamed: string | null = null
  #reached: Reached | null = null
  #key: string | null = null
  #refused = new Set<string>()
  #named: AccessState['named'] = new Set()
  /** They follow one another and are not applied yet. */
  #ready: OpenedBatch[] = []
  #readyBytes = 0
  /** What was made ready before is applied while more is read. */
  #applying: Promise<void> = Promise.resolve()
  /** The actor that this database is. */
  #self = ''

  constructor(
    private readonly round: Round,
    private readonly actor: string,
    private readonly ownKey: string,
    private readonly onRead: () => void,
  ) {}

  async read(ids: readonly BatchId[]): Promise<void> {
    const { store } = this.round
    await this.#lookUp()
    const waiting = new Map((await store.waiting(this.actor)).map((batch) => [batch.id.hash, batch]))
    const all = new Map<string, BatchId>()
    for (const id of [...ids, ...[...waiting.values()].map((batch) => batch.id)]) all.set(id.hash, id)
    const inOrder = [...all.values()].sort((one, other) => one.n - other.n || (one.hash < other.hash ? -1 : 1))
    let waitsAt = Number.POSITIVE_INFINITY
    const fetched = readAhead(inOrder, BATCHES_AHEAD, async (id) => waiting.get(id.hash) ?? (await this.#fetch(id)))
    try {
      for await (const [id, batch] of fetched) {
        throwIfCancelled(this.round.signal)
        // Whatever follows a batch that nobody may take in cannot be taken in either.
        if (this.notNamed !== null && id.n > waitsAt) break
        if (batch) await this.#take(batch)
        if (this.notNamed !== null) waitsAt = Math.min(waitsAt, id.n)
        this.onRead()
      }
      await this.#apply()
    } finally {
      // A round that stops leaves nothing behind that still writes.
      await this.#applying
    }
  }

  async #lookUp(): Promise<void> {
    const { store } = this.round
    this.#self = (await store.self()).actor
    this.#reached = (await store.vector()).get(this.actor) ?? null
    this.#key = await store.keyOf(this.actor)
    this.#refused = new Set(await store.refused())
    this.#named = (await store.access()).named
  }

  /** Reads a batch and does all that can be done before its turn comes, so that it is done while others are applied. */
  async #fetch(id: BatchId): Promise<Arrived | null> {
    const { transport, signal, texts, hash, verify, tell } = this.round
    try {
      const read = await readBatchBy(hash, texts.take(id) ?? (await transport.read(id, signal)))
      // Something else under its name is read under its own, should it lie there.
      if (read.kind === 'whole' && read.id.hash === id.hash) {
        const { batch, text, bytes } = read
        const isSigned = await verify(batch.publicKey, signedBytesIn(bytes, text, batch), batch.signature)
        return { id: read.id, batch, text, isSigned }
      }
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !ONE_FILE.has(thrown.code)) throw thrown
    }
    this.isWhole = false
    tell({ kind: 'unreadable', id })
    return null
  }

  async #take(given: Arrived): Promise<void> {
    const { id, batch, text } = given
    const named = { id, batch, text }
    const { store, tell } = this.round
    let verdict = await this.#verdict(given)
    if (await this.#startOver(named, verdict)) verdict = await this.#verdict(given)
    if (verdict === 'known') return
    if (verdict === 'not-admitted') {
      this.notNamed = batch.publicKey
      return
    }
    const fault = verdict === 'next' ? await this.#open(named) : verdict
    if (fault === null) return
    await this.#applying
    if (isWaiting(fault)) this.isWhole = false
    else this.#refused.add(id.hash)
    // Genuine batches are carried on, so that everybody can read them: with all that they name, if it is here.
    if (fault === 'fork' || fault === 'broken-chain') await fetchChunks(this.round, chunksOfBatch(batch))
    await store.setAside(named, fault)
    tell({ kind: 'set-aside', id, fault })
  }

  /** Makes a batch ready that follows what is held. @returns why it cannot be applied, null where it can */
  async #open(named: NamedBatch): Promise<BatchFault | null> {
    // What a batch names lies in the database, which has no time for it while others are applied.
    if (chunksOfBatch(named.batch).length > 0) await this.#applying
    const opened = await openArrived(this.round, named.batch)
    if (opened.kind !== 'whole') return opened.kind
    this.notNamed = null
    this.#ready.push({ named, operations: opened.operations, keys: opened.keys })
    this.#readyBytes += named.text.length + opened.fileBytes
    this.#reached = reachedWith(named)
    this.#key ??= named.batch.publicKey
    if (this.#ready.length === BATCHES_AT_ONCE || this.#readyBytes > BYTES_AT_ONCE) await this.#apply()
    return null
  }

  #verdict({ isSigned, ...batch }: Arrived): Promise<Verdict> {
    const { cooperative } = this.round
    const verify = isSigned === undefined ? this.round.verify : () => isSigned
    const isRefused = (hash: string) => this.#refused.has(hash)
    const isNamed = (key: string) => key === this.ownKey || this.#named.has(key)
    const held = { reached: this.#reached, key: this.#key, hashAt: (n: number) => this.#hashAt(n), isRefused, isNamed }
    return takeIn(batch, cooperative, held, verify)
  }

  /** Whether this database goes on as a new actor because of this batch. */
  async #startOver({ id }: NamedBatch, verdict: Verdict): Promise<boolean> {
    const { store, tell } = this.round
    const self = this.#self
    const isBeyond = verdict === 'next' || verdict === 'gap' || verdict === 'broken-chain'
    if (this.actor === self && isBeyond) {
      const n = this.#reached?.n ?? 0
      await this.#applying
      await store.becomeNewActor('old-copy', { actor: this.actor, n })
      tell({ kind: 'new-actor', reason: 'old-copy', actor: self })
    } else if (verdict === 'fork' && (await this.#isBesideOwn(id.n))) {
      await store.becomeNewActor('exists-twice', { actor: this.actor, n: id.n - 1 })
      tell({ kind: 'new-actor', reason: 'exists-twice', actor: self })
    } else return false
    await this.#lookUp()
    return true
  }

  /** Whether a fork is beside what this very database sealed, and what is held ends with that: then this one has to make way. */
  async #isBesideOwn(n: number): Promise<boolean> {
    const { store } = this.round
    await this.#applying
    const newest = (await store.vector()).get(this.actor)
    if (!newest || n > newest.n || newest.hash !== this.#reached?.hash) return false
    return store.isSealedHere({ actor: this.actor, n: newest.n, hash: newest.hash })
  }

  async #hashAt(n: number): Promise<string | null> {
    const ready = this.#ready.find(({ named }) => named.id.n === n)
    if (ready) return ready.named.id.hash
    await this.#applying
    const [held] = await this.round.store.after(this.actor, n - 1)
    return held?.n === n ? held.hash : null
  }

  /** Begins to apply what is ready, once what was ready before is applied. */
  async #apply(): Promise<void> {
    await this.#applying
    const batches = this.#ready
    if (batches.length === 0) return
    this.#ready = []
    this.#readyBytes = 0
    this.#applying = this.#applyAll(batches)
    // Told by whoever waits for it next.
    this.#applying.catch(() => undefined)
  }

  async #applyAll(batches: readonly OpenedBatch[]): Promise<void> {
    const { store, tell, nowMs } = this.round
    const withheld = await store.apply(batches)
    for (const each of withheld) tell({ kind: 'withheld', withheld: each })
    this.applied += batches.length
    const now = nowMs()
    for (const { named } of batches) {
      const { id, batch } = named
      const aheadMs = parseClock(latestReading(batch)).ms - now
      if (aheadMs > AHEAD_MS) tell({ kind: 'clock-ahead', id, aheadMs })
    }
  }
}

/** Readings compare as text. */
function latestReading({ operations }: Batch): string {
  let latest = ''
  for (const { t } of operations) if (t > latest) latest = t
  return latest
}
