/** Snapshots in IndexedDB: what they are made from, and joining from one. Each call is one transaction. */
import Dexie from 'dexie'
import { invariant, Problem } from '#core/model/problem'
import type { Operation } from '#core/records/operation'
import { mergePlans, SHARED_TABLES } from '#core/records/recordTables'
import type { HeldBatch } from '#core/records/tables/syncTables'
import type { AccessState } from '#core/sync/access/AccessState'
import { counted, judgeBy } from '#core/sync/access/judgeBatch'
import { grantsIn } from '#core/sync/access/saidGrant'
import type { BatchId, NamedBatch } from '#core/sync/batch'
import type { OpenedBatch } from '#core/sync/SyncStore'
import type { SnapshotContent, SnapshotStore } from '#core/sync/snapshot/SnapshotStore'
import type { BatchNames } from '#core/sync/snapshot/snapshotFile'
import { type CommonmastDatabase, permitWrites } from '../records/database'
import { namedOnly } from '../records/joinedAt'
import { readMemory } from '../records/kernelMemory'
import { applyHere, remember } from '../records/receiveOperations'
import { addToLog } from '../records/writeOperations'
import { asWriteProblem } from '../records/writeProblem'
import { idOf, saidIn } from './batchesInDatabase'
import { letGoOf } from './letGoOf'
import { noteWithheld } from './noteWithheld'
import { readSnapshotSource } from './readSnapshotSource'
import { restateBatches } from './restateBatch'

const WRITTEN = [
  ...[...SHARED_TABLES, 'operations', 'shadows', 'quarantine', 'meta', 'machineSettings'],
  ...['heldBatches', 'batchTexts', 'batchesAside', 'batchChunks'],
]
/** Operations that are folded at once; those of one record stay together. */
const AT_ONCE = 5_000

export class DexieSnapshots implements SnapshotStore {
  /** @param access as the store has it */
  constructor(
    private readonly db: CommonmastDatabase,
    private readonly access: () => Promise<AccessState>,
  ) {}

  source() {
    return readSnapshotSource(this.db)
  }

  mayJoin() {
    return this.db.transaction('r', ['heldBatches', 'batchesAside', 'operations', 'meta'], async () => this.#mayJoin())
  }

  async #mayJoin(): Promise<boolean> {
    const { db } = this
    if ((await db.heldBatches.count()) + (await db.batchesAside.count()) > 0) return false
    const { actor } = await readMemory(db)
    const others = db.operations.where('[actor+n]')
    const before = await others.below([actor, Dexie.minKey]).count()
    return before + (await others.above([actor, Dexie.maxKey]).count()) === 0
  }

  join({ names, access, operations }: SnapshotContent) {
    return this.#write(async () => {
      const { db } = this
      invariant(await this.#mayJoin(), 'a laptop that holds something joins from no snapshot')
      await holdByName(db, names, access, latestOf(operations))
      for (const part of byRecord(operations)) await applyHere(db, part)
      await addToLog(db, operations)
      await remember(db, operations)
    })
  }

  async namedOnly() {
    return (await namedOnly(this.db).toArray()).map(idOf)
  }

  keepOlder(batches: readonly OpenedBatch[]) {
    return this.#write(async () => {
      const judge = judgeBy(await this.access(), mergePlans)
      for (const { named, keys } of batches) await holdWhole(this.db, named, keys)
      await noteWithheld(
        this.db,
        batches.map(({ named }) => named),
        judge,
      )
      await restateBatches(
        this.db,
        batches.map(({ named, operations }) => ({ id: named.id, operations: counted(operations, judge(named).counts) })),
      )
    })
  }

  letGo(ids: readonly BatchId[]) {
    return this.#write(() => letGoOf(this.db, ids))
  }

  async #write<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.transaction('rw', WRITTEN, async () => {
        permitWrites()
        return work()
      })
    } catch (thrown) {
      throw asWriteProblem(thrown)
    }
  }
}

async function holdByName(
  db: CommonmastDatabase,
  names: readonly BatchNames[],
  access: readonly NamedBatch[],
  joinedAt: string,
): Promise<void> {
  const whole = new Map(access.map((named) => [named.id.hash, named]))
  const rows = names.flatMap(({ actor, publicKey, batches }) =>
    batches.map(({ hash, lastOperation, keys }, at): HeldBatch => {
      const named = whole.get(hash)
      const grants = named ? grantsIn(named).length : 0
      return {
        ...{ actor, n: at + 1, hash, sealedHere: false, lastOperation, publicKey, grants, joinedAt },
        ...(keys && { keys }),
      }
    }),
  )
  await db.heldBatches.bulkAdd(rows)
  await db.batchTexts.bulkPut(access.map(({ id: { hash }, text }) => ({ hash, text })))
}

async function holdWhole(db: CommonmastDatabase, { id, batch, text }: NamedBatch, keys: readonly string[]): Promise<void> {
  const row = await db.heldBatches.get([id.actor, id.n])
  const grants = grantsIn({ id, batch }).length
  const { lastOperation, publicKey } = row ?? {}
  const isAsSaid = row?.hash === id.hash && row.grants === grants && publicKey === batch.publicKey
  if (!row || !isAsSaid || lastOperation !== batch.operations.at(-1)?.n) throw wasWrong()
  const { joinedAt: _joinedAt, archivedAt: _archivedAt, keys: _keys, ...stays } = row
  await db.heldBatches.put({ ...stays, ...(keys.length > 0 && { keys: [...keys] }), ...saidIn({ id, batch, text }) })
  await db.batchTexts.put({ hash: id.hash, text })
}

function latestOf(operations: readonly Operation[]): string {
  let latest = ''
  for (const { t } of operations) if (t > latest) latest = t
  return latest
}

function* byRecord(operations: readonly Operation[]): Generator<Operation[]> {
  const records = new Map<string, Operation[]>()
  for (const operation of operations) {
    const name = `${operation.table} ${operation.key}`
    const own = records.get(name)
    if (own) own.push(operation)
    else records.set(name, [operation])
  }
  let part: Operation[] = []
  for (const own of records.values()) {
    part.push(...own)
    if (part.length < AT_ONCE) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

function wasWrong(): Problem {
  return new Problem(
    'snapshot.was-wrong',
    'The snapshot from which this laptop joined says something else than the batches: tell the admins, and join anew with another data folder.',
  )
}
