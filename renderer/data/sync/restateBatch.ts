/** What the log says of a held batch, said again because a data key came or went; as `SyncStore.restate` says it. */
import type { Operation } from '#core/records/operation'
import type { BatchId } from '#core/sync/batch'
import type { CommonmastDatabase } from '../records/database'
import { refoldRecords } from '../records/refoldRecords'
import { addToLog, OPERATIONS_PER_ENTRY, operationsIn } from '../records/writeOperations'

/** Call it inside a transaction of the kernel on all shared tables, those of the log and those of batches. */
export async function restateBatch(db: CommonmastDatabase, id: BatchId, operations: readonly Operation[]): Promise<void> {
  await restateBatches(db, [{ id, operations }])
}

/** As `restateBatch`; the records are made again once. */
export async function restateBatches(
  db: CommonmastDatabase,
  batches: readonly { id: BatchId; operations: readonly Operation[] }[],
): Promise<void> {
  const touched: Operation[] = []
  for (const { id, operations } of batches) touched.push(...(await restateInLog(db, id, operations)), ...operations)
  await refoldRecords(db, touched)
}

/** @returns what the log said of it before */
async function restateInLog(
  db: CommonmastDatabase,
  { actor, n }: BatchId,
  operations: readonly Operation[],
): Promise<Operation[]> {
  const held = await db.heldBatches.get([actor, n])
  if (!held) throw new Error(`Batch ${n} of ${actor} is not held`)
  const first = ((await db.heldBatches.get([actor, n - 1]))?.lastOperation ?? 0) + 1
  const around = db.operations
    .where('[actor+n]')
    .between([actor, first + 1 - OPERATIONS_PER_ENTRY], [actor, held.lastOperation], true, true)
  const entries = await around.filter((entry) => entry.n + entry.count > first).toArray()
  const all = entries.flatMap((entry) => operationsIn(entry))
  const isOfBatch = (operation: Operation) => operation.n >= first && operation.n <= held.lastOperation
  await db.operations.bulkDelete(entries.map(({ seq }) => seq as number))
  await addToLog(db, [...all.filter((operation) => !isOfBatch(operation)), ...operations])
  return all.filter(isOfBatch)
}
