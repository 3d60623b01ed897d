/** A laptop in memory: records, log and batches, kept by the record kernel's own functions. */
import { applyOperations, type KnownStates, type States } from '../../records/applyOperations'
import { isBeyond, nextReading, receiveReading } from '../../records/hybridClock'
import { latestReading } from '../../records/latestReading'
import type { MergePlan } from '../../records/mergePlan'
import { type Change, type Operation, stampOf } from '../../records/operation'
import { newReadings, readingsToCorrect, withNewReading } from '../../records/restamp'
import { type AccessState, accessState } from '../access/AccessState'
import { type JudgedAgain, judgeAgain, keysJudgedOtherwise } from '../access/judgeAgain'
import { counted, judgeBy, type Withheld } from '../access/judgeBatch'
import type { BatchId, NamedBatch, VersionVector } from '../batch'
import { reachedWith } from '../batch'
import type { EvidenceStore } from '../evidence/EvidenceStore'
import type { Founding } from '../founding'
import { type BatchFault, isWaiting, type NewActorReason, type OpenedBatch, type SealedBatch, type SyncStore } from '../SyncStore'
import type { DocumentSigner } from '../signedDocument'
import type { Chunk } from '../travel/chunks'
import { openBatch } from '../travel/openBatch'
import { grantsOf } from './grantsOf'
import { emptyDisk, type HeldBatch, type LaptopDisk } from './laptopDisk'
import type { MemoryDataKeys } from './MemoryDataKeys'
import { moveToActor } from './moveToActor'

export class MemoryLaptop implements SyncStore {
  disk: LaptopDisk
  wallMs = Date.UTC(2026, 10, 29)
  dataKeys: MemoryDataKeys | null = null
  readonly snapshots = null
  evidence: EvidenceStore | null = null
  #states: KnownStates | null = null
  #access: AccessState | null = null

  /**
   * @param nextActor gives a name that nobody has
   * @param fixedAccess in the place of what grants say
   */
  constructor(
    readonly signer: DocumentSigner,
    readonly cooperative: Founding | null,
    private plans: ReadonlyMap<string, MergePlan>,
    private readonly nextActor: (publicKey: string) => string,
    private readonly fixedAccess: AccessState | null = null,
  ) {
    this.disk = emptyDisk(nextActor(signer.publicKey))
  }

  /** Everything that a copy of its disk brings back, or to another laptop. */
  copy(): LaptopDisk {
    return structuredClone(this.disk)
  }

  setBack(disk: LaptopDisk): void {
    this.disk = structuredClone(disk)
    this.#states = null
    this.#access = null
  }

  /** A version that knows other tables. */
  async upgrade(plans: ReadonlyMap<string, MergePlan>): Promise<void> {
    const access = this.#accessNow()
    const again = judgeAgain(this.#held(), judgeBy(access, this.plans), judgeBy(access, plans))
    this.plans = plans
    this.#states = null
    await this.#bring(again)
  }

  get states(): KnownStates {
    this.#states ??= applyOperations(this.plans, new Map(), this.disk.log).changed
    return this.#states
  }

  /** @param beside what a newer version says in its operations */
  write(change: Change, beside: Record<string, unknown> = {}): Operation {
    const { disk } = this
    const state = this.states.get(change.table)?.get(change.key)
    const { t, memory } = nextReading(disk.clock, this.wallMs, state ? latestReading(state) : null)
    disk.clock = memory
    disk.made += 1
    const operation: Operation = { ...beside, actor: disk.actor, n: disk.made, t, schemaV: 6, ...change }
    this.#add([operation])
    return operation
  }

  async self() {
    return { actor: this.disk.actor, publicKey: this.signer.publicKey }
  }

  async founding() {
    return this.cooperative
  }

  async access() {
    return this.#accessNow()
  }

  async vector(): Promise<VersionVector> {
    const newest = [...this.disk.batches].flatMap(([actor, held]) => {
      const last = held.at(-1)
      return last ? [[actor, reachedWith(last.named)] as const] : []
    })
    return new Map(newest)
  }

  async text({ actor, hash }: BatchId) {
    const held = this.disk.batches.get(actor)?.find(({ named }) => named.id.hash === hash)
    return held?.named.text ?? this.disk.aside.get(hash)?.named.text ?? null
  }

  async after(actor: string, n: number) {
    return (this.disk.batches.get(actor) ?? []).map(({ named }) => named.id).filter((id) => id.n > n)
  }

  async keyOf(actor: string) {
    if (actor === this.disk.actor || this.disk.earlierActors.includes(actor)) return this.signer.publicKey
    return this.disk.batches.get(actor)?.[0]?.named.batch.publicKey ?? null
  }

  async isSealedHere({ actor, hash }: BatchId) {
    return this.disk.batches.get(actor)?.find(({ named }) => named.id.hash === hash)?.isSealedHere ?? false
  }

  async correctClock() {
    const { disk } = this
    const { log, actor, clock } = disk
    const unsealed = new Set(this.#allUnsealed())
    const isWrong = ({ t }: Operation) => isBeyond(t, this.wallMs)
    const elsewhere = new Set(
      log.filter((each) => isWrong(each) && !unsealed.has(each)).map(({ table, key }) => `${table} ${key}`),
    )
    const wrong = [...unsealed].filter(isWrong)
    const readingsNow = readingsToCorrect(wrong, (table, key) => elsewhere.has(`${table} ${key}`))
    if (readingsNow.size === 0) return 0
    const right = log.map(({ t }) => t).filter((t) => !isBeyond(t, this.wallMs))
    const last = right.sort().at(-1) ?? null
    const readings = newReadings([...readingsNow], last, this.wallMs)
    const stamps = new Map([...readings].map(([from, to]) => [stampOf({ t: from, actor }), stampOf({ t: to, actor })]))
    disk.log = log.map((each) => (unsealed.has(each) ? withNewReading(each, readings, stamps) : each))
    disk.clock = { near: [...readings.values()].at(-1) ?? last, far: readingsNow.has(clock.far ?? '') ? null : clock.far }
    this.#states = null
    return wrong.filter(({ t }) => readingsNow.has(t)).length
  }

  async unsealed(limit: number) {
    return this.#allUnsealed().slice(0, limit)
  }

  async countUnsealed() {
    return this.#allUnsealed().length
  }

  sign(bytes: Uint8Array) {
    return this.signer.sign(bytes)
  }

  async keepSealed({ named, chunks, keys }: SealedBatch) {
    await this.keepChunks(chunks)
    return this.#hold([{ named, operations: named.batch.operations, keys }], true)
  }

  async apply(batches: readonly OpenedBatch[]) {
    for (const { t } of batches.flatMap(({ named }) => named.batch.operations)) {
      this.disk.clock = receiveReading(this.disk.clock, t, this.wallMs)
    }
    return this.#hold(batches, false)
  }

  async setAside(named: NamedBatch, fault: BatchFault) {
    const isSealedHere = this.disk.aside.get(named.id.hash)?.isSealedHere ?? false
    this.disk.aside.set(named.id.hash, { named, fault, isSealedHere })
  }

  async refused() {
    return new Set([...this.disk.aside].filter(([, { fault }]) => !isWaiting(fault)).map(([hash]) => hash))
  }

  async waiting(actor: string) {
    const aside = [...this.disk.aside.values()]
    return aside.filter(({ fault, named }) => isWaiting(fault) && named.id.actor === actor).map(({ named }) => named)
  }

  async keysInUse() {
    return new Set([...this.disk.batches.values()].flat().flatMap(({ keys }) => keys))
  }

  async sealedWith(keys: ReadonlySet<string>) {
    const held = [...this.disk.batches.values()].flat()
    return held.filter((each) => each.keys.some((key) => keys.has(key))).map(({ named }) => named.id)
  }

  async restate({ actor, hash }: BatchId, operations: readonly Operation[]) {
    const held = this.disk.batches.get(actor)?.find(({ named }) => named.id.hash === hash)
    if (!held) throw new Error('A batch that is not held was to be said again')
    const numbers = new Set(held.named.batch.operations.map(({ n }) => n))
    const { counts } = judgeBy(this.#accessNow(), this.plans)(held.named)
    const others = this.disk.log.filter((each) => each.actor !== actor || !numbers.has(each.n))
    this.disk.log = [...others, ...counted(operations, counts)]
    this.#states = null
  }

  async keepChunks(chunks: readonly Chunk[]) {
    for (const { hash, bytes } of chunks) this.disk.chunks.set(hash, bytes)
  }

  async chunk(hash: string) {
    return this.disk.chunks.get(hash) ?? null
  }

  async chunks() {
    return new Set(this.disk.chunks.keys())
  }

  async forks() {
    const aside = [...this.disk.aside.values()].filter(({ isSealedHere }) => !isSealedHere)
    return aside.filter(({ fault }) => fault === 'fork' || fault === 'broken-chain').map(({ named }) => named.id)
  }

  async becomeNewActor(_reason: NewActorReason, from: { actor: string; n: number }) {
    const before = this.#accessNow()
    this.disk = moveToActor(this.disk, this.nextActor(this.signer.publicKey), from)
    this.#states = null
    this.#access = null
    await this.#judgeAgain(before, this.#held())
  }

  #allUnsealed(): Operation[] {
    const { log, actor, batches } = this.disk
    const sealed = batches.get(actor)?.at(-1)?.named.batch.operations.at(-1)?.n ?? 0
    return log.filter((operation) => operation.actor === actor && operation.n > sealed).sort((one, other) => one.n - other.n)
  }

  #accessNow(): AccessState {
    if (this.fixedAccess) return this.fixedAccess
    if (!this.cooperative) throw new Error('Without a cooperative nobody has access')
    this.#access ??= accessState(this.cooperative, this.#held().flatMap(grantsOf))
    return this.#access
  }

  #held(): NamedBatch[] {
    return [...this.disk.batches.values()].flat().map(({ named }) => named)
  }

  async #hold(opened: readonly OpenedBatch[], isSealedHere: boolean): Promise<Withheld[]> {
    const [before, earlier] = [this.#accessNow(), this.#held()]
    for (const { named, keys } of opened) this.#keep(named, isSealedHere, keys)
    this.#access = null
    const withheld = await this.#judgeAgain(before, earlier)
    const judged = opened.map(({ named }) => named).map(judgeBy(this.#accessNow(), this.plans))
    const now = judged.flatMap((each) => each.withheld ?? [])
    // What was sealed here is in the log already.
    if (isSealedHere) this.#withdraw(now.flatMap(({ operations }) => operations))
    else this.#add(opened.flatMap(({ operations }, at) => counted(operations, judged[at]?.counts ?? [])))
    return [...withheld, ...now]
  }

  async #judgeAgain(before: AccessState, held: readonly NamedBatch[]): Promise<readonly Withheld[]> {
    const after = this.#accessNow()
    const keys = keysJudgedOtherwise(before, after)
    const concerned = held.filter(({ batch }) => keys.has(batch.publicKey))
    const again = judgeAgain(concerned, judgeBy(before, this.plans), judgeBy(after, this.plans))
    await this.#bring(again)
    return again.withheld
  }

  async #bring({ withdrawn, restored }: JudgedAgain): Promise<void> {
    this.#withdraw(withdrawn)
    const opening = { chunk: (hash: string) => this.chunk(hash), key: (id: string) => this.disk.dataKeys.get(id) ?? null }
    for (const { batch, operations } of restored) {
      const opened = await openBatch(batch.batch, opening)
      if (opened.kind !== 'whole') throw new Error('A held batch does not open')
      this.#add(counted(opened.operations, operations))
    }
  }

  #withdraw(operations: readonly Operation[]): void {
    if (operations.length === 0) return
    const names = new Set(operations.map(({ actor, n }) => `${actor} ${n}`))
    this.disk.log = this.disk.log.filter(({ actor, n }) => !names.has(`${actor} ${n}`))
    this.#states = null
  }

  #keep(named: NamedBatch, isSealedHere: boolean, keys: readonly string[]): void {
    const { batches, aside } = this.disk
    const held: HeldBatch[] = batches.get(named.id.actor) ?? []
    if (named.batch.prev !== (held.at(-1)?.named.id.hash ?? null)) throw new Error('A batch that does not follow was to be kept')
    batches.set(named.id.actor, [...held, { named, isSealedHere, keys }])
    aside.delete(named.id.hash)
  }

  #add(operations: readonly Operation[]): void {
    if (operations.length === 0) return
    const known = new Set(this.disk.log.map(({ actor, n }) => `${actor} ${n}`))
    if (operations.some(({ actor, n }) => known.has(`${actor} ${n}`))) throw new Error('An operation was to be applied twice')
    const { changed } = applyOperations(this.plans, this.states, operations)
    this.disk.log.push(...operations)
    const states: States = new Map([...this.states].map(([table, records]) => [table, new Map(records)]))
    for (const [table, records] of changed) {
      const into = states.get(table) ?? new Map()
      for (const [key, state] of records) into.set(key, state)
      states.set(table, into)
    }
    this.#states = states
  }
}
