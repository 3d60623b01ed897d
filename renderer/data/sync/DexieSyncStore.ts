/** What this laptop holds, in IndexedDB: the log, the batches, and who it is. Each call is one transaction. */
import { base64 } from '@scure/base'
import { Problem } from '#core/model/problem'
import type { Operation } from '#core/records/operation'
import { SHARED_TABLES } from '#core/records/recordTables'
import { sameValue } from '#core/records/sameValue'
import type { BatchChunk } from '#core/records/tables/syncTables'
import type { BatchId, NamedBatch } from '#core/sync/batch'
import {
  type BatchFault,
  isWaiting,
  type NewActorReason,
  type OpenedBatch,
  type SealedBatch,
  type SyncStore,
} from '#core/sync/SyncStore'
import type { DocumentSigner } from '#core/sync/signedDocument'
import type { Chunk } from '#core/sync/travel/chunks'
import { bindActor } from '../records/bindActor'
import { correctClock } from '../records/correctClock'
import { type CommonmastDatabase, permitWrites } from '../records/database'
import { readMemory, writeMemory } from '../records/kernelMemory'
import { batchesAfter, lastInBatch } from '../records/newestHeld'
import { receiveOperations } from '../records/receiveOperations'
import { asWriteProblem } from '../records/writeProblem'
import { holdBatches, idOf, readNamed, readVector } from './batchesInDatabase'
import { batchesToNewActor } from './batchesToNewActor'
import { operationsAfter } from './operationsAfter'
import { readFounding } from './readFounding'
import { restateBatch } from './restateBatch'

const BATCH_TABLES = ['heldBatches', 'batchTexts', 'batchesAside', 'batchChunks'] as const
const KERNEL_TABLES = ['operations', 'shadows', 'quarantine', 'meta'] as const
/** Genuine batches that do not follow what is held: they are carried on. */
const OF_FORKS: ReadonlySet<string> = new Set<BatchFault>(['fork', 'broken-chain'])

export class DexieSyncStore implements SyncStore {
  /** The program has no keys for data yet, so nothing is sealed. */
  readonly dataKeys = null

  /** @param signer this installation: its key, and main's signing */
  constructor(
    private readonly db: CommonmastDatabase,
    private readonly signer: DocumentSigner,
  ) {}

  async self() {
    const { publicKey } = this.signer
    await bindActor(this.db, publicKey)
    return { actor: (await readMemory(this.db)).actor, publicKey }
  }

  founding() {
    return readFounding(this.db)
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
    return this.#write([...KERNEL_TABLES, ...BATCH_TABLES], async () => {
      const memory = await readMemory(this.db)
      const last = await lastInBatch(this.db, memory.actor)
      const own = await operationsAfter(this.db, memory.actor, last, operations.length)
      // Another window may have stamped them again, or gone on under another name, while they were signed.
      if (memory.actor !== named.id.actor || !sameValue(own, operations)) throw changedMeanwhile()
      await this.db.batchChunks.bulkPut(chunks.map(chunkRow))
      await holdBatches(this.db, [{ named, keys }], true)
      await writeMemory(this.db, { ...memory, waiting: memory.made - last - operations.length })
    })
  }

  /** @throws Problem `data.disk-full` or `data.write-failed` */
  apply(batches: readonly OpenedBatch[]) {
    return this.#write([...SHARED_TABLES, ...KERNEL_TABLES, ...BATCH_TABLES], async () => {
      await receiveOperations(
        this.db,
        batches.flatMap(({ operations }): readonly Operation[] => operations),
      )
      await holdBatches(this.db, batches, false)
    })
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
    return this.#write([...SHARED_TABLES, ...KERNEL_TABLES, ...BATCH_TABLES], () => restateBatch(this.db, id, operations))
  }

  keepChunks(chunks: readonly Chunk[]) {
    return this.#write(['batchChunks'], async () => {
      await this.db.batchChunks.bulkPut(chunks.map(chunkRow))
    })
  }

  async chunk(hash: string) {
    const row = await this.db.batchChunks.get(hash)
    return row ? base64.decode(row.bytes) : null
  }

  async chunks() {
    return new Set(await this.db.batchChunks.toCollection().primaryKeys())
  }

  async forks() {
    const aside = await this.db.batchesAside.toArray()
    return aside.filter(({ fault, sealedHere }) => OF_FORKS.has(fault) && !sealedHere).map(idOf)
  }

  becomeNewActor(_reason: NewActorReason, from: { actor: string; n: number }) {
    return this.#write([...SHARED_TABLES, ...KERNEL_TABLES, ...BATCH_TABLES], () =>
      batchesToNewActor(this.db, from, this.signer.publicKey),
    )
  }

  async #write(tables: readonly string[], work: () => Promise<void>): Promise<void> {
    try {
      await this.db.transaction('rw', tables as string[], async () => {
        permitWrites()
        await work()
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
