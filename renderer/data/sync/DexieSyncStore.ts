/** What this laptop holds, in IndexedDB: the log, the batches, and who it is. Each call is one transaction. */
import { base64 } from '@scure/base'
import { Problem } from '#core/model/problem'
import type { Operation } from '#core/records/operation'
import { mergePlans, SHARED_TABLES } from '#core/records/recordTables'
import { sameValue } from '#core/records/sameValue'
import type { BatchChunk } from '#core/records/tables/syncTables'
import type { AccessState } from '#core/sync/access/AccessState'
import { counted, judgeBy } from '#core/sync/access/judgeBatch'
import type { BatchId, NamedBatch } from '#core/sync/batch'
import type { EvidenceStore } from '#core/sync/evidence/EvidenceStore'
import type { DataKeyStore } from '#core/sync/keys/DataKeyStore'
import type { DataKey } from '#core/sync/keys/dataKey'
import {
  type BatchFault,
  isWaiting,
  type NewActorReason,
  type OpenedBatch,
  type SealedBatch,
  type SyncStore,
} from '#core/sync/SyncStore'
import type { DocumentSigner } from '#core/sync/signedDocument'
import type { SnapshotStore } from '#core/sync/snapshot/SnapshotStore'
import type { Chunk } from '#core/sync/travel/chunks'
import { bindActor } from '../records/bindActor'
import { correctClock } from '../records/correctClock'
import { type CommonmastDatabase, permitWrites } from '../records/database'
import { readMemory, writeMemory } from '../records/kernelMemory'
import { batchesAfter, lastInBatch } from '../records/newestHeld'
import { receiveOperations } from '../records/receiveOperations'
import { withdrawOperations } from '../records/withdrawOperations'
import { asWriteProblem } from '../records/writeProblem'
import { readAccess } from './access/readAccess'
import { holdBatches, idOf, readChunk, readNamed, readVector } from './batchesInDatabase'
import { batchesToNewActor } from './batchesToNewActor'
import { DexieSnapshots } from './DexieSnapshots'
import { judgeHeld } from './judgeHeld'
import { noteWithheld } from './noteWithheld'
import { operationsAfter } from './operationsAfter'
import { readFounding } from './readFounding'
import { restateBatch } from './restateBatch'

const BATCH_TABLES = ['heldBatches', 'batchTexts', 'batchesAside', 'batchChunks'] as const
const EVERY_TABLE = [...SHARED_TABLES, 'operations', 'shadows', 'quarantine', 'meta', 'machineSettings', ...BATCH_TABLES]
/** Genuine batches that do not follow what is held: they are carried on. */
const OF_FORKS: ReadonlySet<string> = new Set<BatchFault>(['fork', 'broken-chain'])

/** Data keys that can be asked inside a transaction, where nothing but the database may be waited for. */
export interface HeldDataKeys extends DataKeyStore {
  /** @returns null for a key that is not here */
  key(id: string): DataKey | null
}

export class DexieSyncStore implements SyncStore {
  readonly snapshots: SnapshotStore

  /**
   * @param signer this installation: its key, and main's signing
   * @param dataKeys null where nothing is sealed and nothing opened
   * @param evidence null where contents of evidence are not exchanged
   */
  constructor(
    private readonly db: CommonmastDatabase,
    private readonly signer: DocumentSigner,
    readonly dataKeys: HeldDataKeys | null,
    readonly evidence: EvidenceStore | null = null,
  ) {
    this.snapshots = new DexieSnapshots(db, () => this.access())
  }

  async self() {
    const { publicKey } = this.signer
    await bindActor(this.db, publicKey)
    return { actor: (await readMemory(this.db)).actor, publicKey }
  }

  founding() {
    return readFounding(this.db)
  }

  access(): Promise<AccessState> {
    return this.db.transaction('r', ['machineSettings', 'heldBatches', 'batchTexts'], () => readAccess(this.db))
  }

  vector() {
    return this.db.transaction('r', 'heldBatches', () => readVector(this.db))
  }

  async text({ hash }: BatchId) {
    return (await this.db.batchTexts.get(hash))?.text ?? null
  }

  async after(actor: string, n: number) {
    return (await batchesAfter(this.db, actor, n).toArray()).map(idOf)
  }

  async keyOf(actor: string) {
    const memory = await readMemory(this.db)
    if (actor === memory.actor || memory.earlier.includes(actor)) return this.signer.publicKey
    return (await batchesAfter(this.db, actor, 0).first())?.publicKey ?? null
  }

  async isSealedHere({ actor, n, hash }: BatchId) {
    const held = await this.db.heldBatches.get([actor, n])
    return held?.hash === hash && held.sealedHere
  }

  correctClock() {
    return correctClock(this.db)
  }

  unsealed(limit: number) {
    return this.db.transaction('r', ['meta', 'heldBatches', 'operations'], async () => {
      const { actor } = await readMemory(this.db)
      return operationsAfter(this.db, actor, await lastInBatch(this.db, actor), limit)
    })
  }

  countUnsealed() {
    return this.db.transaction('r', ['meta', 'heldBatches'], async () => {
      const { actor, made } = await readMemory(this.db)
      return made - (await lastInBatch(this.db, actor))
    })
  }

  sign(bytes: Uint8Array) {
    return this.signer.sign(bytes)
  }

  /** @throws Problem `sync.changed-meanwhile`, `data.disk-full` or `data.write-failed` */
  keepSealed({ named, operations, chunks, keys }: SealedBatch) {
    return this.#write(EVERY_TABLE, async () => {
      const memory = await readMemory(this.db)
      const last = await lastInBatch(this.db, memory.actor)
      const own = await operationsAfter(this.db, memory.actor, last, operations.length)
      // Another window may have stamped them again, or gone on under another name, while they were signed.
      if (memory.actor !== named.id.actor || !sameValue(own, operations)) throw changedMeanwhile()
      await this.db.batchChunks.bulkPut(chunks.map(chunkRow))
      const before = await this.access()
      await holdBatches(this.db, [{ named, keys }], true)
      await writeMemory(this.db, { ...memory, waiting: memory.made - last - operations.length })
      const { judged, withheld } = await this.#judge(before, [named])
      await withdrawOperations(
        this.db,
        judged.flatMap((each) => each.withheld?.operations ?? []),
      )
      return withheld
    })
  }

  /** @throws Problem `data.disk-full` or `data.write-failed` */
  apply(batches: readonly OpenedBatch[]) {
    return this.#write(EVERY_TABLE, async () => {
      const before = await this.access()
      await holdBatches(this.db, batches, false)
      const { judged, withheld } = await this.#judge(
        before,
        batches.map(({ named }) => named),
      )
      await receiveOperations(
        this.db,
        batches.flatMap(({ operations }, at) => counted(operations, judged[at]?.counts ?? [])),
      )
      return withheld
    })
  }

  /** Batches that were just held, and those of earlier whose access they changed. */
  async #judge(before: AccessState, batches: readonly NamedBatch[]) {
    const after = await this.access()
    const earlier = await judgeHeld(this.db, before, after, this.#key, new Set(batches.map(({ id }) => id.hash)))
    const judged = batches.map(judgeBy(after, mergePlans))
    await noteWithheld(this.db, batches, judgeBy(after, mergePlans))
    return { judged, withheld: [...earlier, ...judged.flatMap((each) => each.withheld ?? [])] }
  }

  setAside({ id, text }: NamedBatch, fault: BatchFault) {
    return this.#write(['batchTexts', 'batchesAside'], async () => {
      const before = await this.db.batchesAside.get(id.hash)
      const since = before?.since ?? new Date().toISOString()
      await this.db.batchesAside.put({ ...id, fault, sealedHere: before?.sealedHere ?? false, since })
      await this.db.batchTexts.put({ hash: id.hash, text })
    })
  }

  async refused() {
    const aside = await this.db.batchesAside.toArray()
    return new Set(aside.filter(({ fault }) => !isWaiting(fault)).map(({ hash }) => hash))
  }

  waiting(actor: string) {
    return this.db.transaction('r', ['batchTexts', 'batchesAside'], async () => {
      const aside = await this.db.batchesAside.where('actor').equals(actor).toArray()
      return readNamed(
        this.db,
        aside.filter(({ fault }) => isWaiting(fault)),
      )
    })
  }

  async keysInUse() {
    return new Set((await this.db.heldBatches.toArray()).flatMap(({ keys = [] }) => keys))
  }

  async sealedWith(wanted: ReadonlySet<string>) {
    if (wanted.size === 0) return []
    const held = this.db.heldBatches.filter(({ keys }) => keys?.some((key) => wanted.has(key)) ?? false)
    return (await held.toArray()).map(idOf)
  }

  restate(id: BatchId, operations: readonly Operation[]) {
    return this.#write(EVERY_TABLE, async () => {
      const judge = judgeBy(await this.access(), mergePlans)
      for (const named of await readNamed(this.db, [id]))
        await restateBatch(this.db, id, counted(operations, judge(named).counts))
    })
  }

  keepChunks(chunks: readonly Chunk[]) {
    return this.#write(['batchChunks'], async () => {
      await this.db.batchChunks.bulkPut(chunks.map(chunkRow))
    })
  }

  chunk(hash: string) {
    return readChunk(this.db, hash)
  }

  async chunks() {
    return new Set(await this.db.batchChunks.toCollection().primaryKeys())
  }

  async forks() {
    const aside = await this.db.batchesAside.toArray()
    return aside.filter(({ fault, sealedHere }) => OF_FORKS.has(fault) && !sealedHere).map(idOf)
  }

  becomeNewActor(_reason: NewActorReason, from: { actor: string; n: number }) {
    return this.#write(EVERY_TABLE, async () => {
      const before = await this.access()
      await batchesToNewActor(this.db, from, this.signer.publicKey)
      await judgeHeld(this.db, before, await this.access(), this.#key)
    })
  }

  readonly #key = (id: string) => this.dataKeys?.key(id) ?? null

  async #write<T>(tables: readonly string[], work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.transaction('rw', tables as string[], async () => {
        permitWrites()
        return work()
      })
    } catch (thrown) {
      throw asWriteProblem(thrown)
    }
  }
}

function chunkRow({ hash, bytes }: Chunk): BatchChunk {
  return { hash, bytes: base64.encode(bytes) }
}

function changedMeanwhile(): Problem {
  return new Problem(
    'sync.changed-meanwhile',
    'The records were changed in another window while they were sealed, so nothing of that was sent: sync again.',
  )
}
