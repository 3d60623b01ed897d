/** What a snapshot is made from: everything that batches which are held say here, and nothing that is not sealed yet. */
import type { Operation } from '#core/records/operation'
import { mergePlans } from '#core/records/recordTables'
import type { HeldBatch } from '#core/records/tables/syncTables'
import { operationsThatStand } from '#core/sync/snapshot/operationsThatStand'
import type { SnapshotContent } from '#core/sync/snapshot/SnapshotStore'
import type { BatchNames } from '#core/sync/snapshot/snapshotFile'
import type { CommonmastDatabase } from '../records/database'
import { readLog } from '../records/replayLog'
import { readNamed } from './batchesInDatabase'

export function readSnapshotSource(db: CommonmastDatabase): Promise<SnapshotContent> {
  return db.transaction('r', ['heldBatches', 'batchTexts', 'operations'], async () => {
    const held = await db.heldBatches.orderBy('[actor+n]').toArray()
    const access = await readNamed(
      db,
      held.filter(({ grants }) => grants > 0),
    )
    const last = new Map(held.map(({ actor, lastOperation }) => [actor, lastOperation]))
    const said = (await readLog(db)).filter(({ actor, n }) => n <= (last.get(actor) ?? 0))
    return { names: namesOf(held), access, operations: standing(said) }
  })
}

/** @param held in the order of actor and number */
function namesOf(held: readonly HeldBatch[]): BatchNames[] {
  const names = new Map<string, BatchNames>()
  for (const { actor, publicKey, hash, lastOperation, keys } of held) {
    const own = names.get(actor) ?? { actor, publicKey, batches: [] }
    own.batches.push(keys ? { hash, lastOperation, keys } : { hash, lastOperation })
    names.set(actor, own)
  }
  return [...names.values()]
}

/** Table by table, so that not all of it is in memory twice. */
function standing(operations: readonly Operation[]): Operation[] {
  const tables = new Map<string, Operation[]>()
  for (const operation of operations) {
    const own = tables.get(operation.table)
    if (own) own.push(operation)
    else tables.set(operation.table, [operation])
  }
  const stands = [...tables.values()].flatMap((each) => operationsThatStand(mergePlans, each))
  return stands.sort((one, other) => (one.actor === other.actor ? one.n - other.n : one.actor < other.actor ? -1 : 1))
}
