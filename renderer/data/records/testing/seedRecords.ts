/** Records for tests, written as everything else writes them. */

import type { Operation } from '#core/records/operation'
import { recordOf } from '#core/records/recordState'
import type { RecordOf, SharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from '../database'
import { openRecords } from '../openRecords'
import { transact } from '../transact'
import { operationsIn } from '../writeOperations'

/** Empties a database and opens it as a new actor. */
export async function openEmpty(db: CommonmastDatabase): Promise<void> {
  await db.delete()
  await openRecords(db)
}

/** Writes records as an act of its own. @returns the act's id */
export async function seedRecords<T extends SharedTable>(
  db: CommonmastDatabase,
  table: T,
  records: readonly RecordOf<T>[],
): Promise<string> {
  const { actId } = await transact(db, { kind: 'test', title: `Seeded ${table}` }, [table], (transaction) =>
    transaction.putAll(table, records),
  )
  if (actId === null) throw new Error('These records were there already')
  return actId
}

/** All records of a table, without what the kernel keeps beside them. */
export async function recordsIn<T extends SharedTable>(db: CommonmastDatabase, table: T): Promise<RecordOf<T>[]> {
  return ((await db.table(table).toArray()) as RecordOf<T>[]).map((row) => recordOf(row as object) as RecordOf<T>)
}

/** One record without what the kernel keeps beside it. */
export async function recordIn<T extends SharedTable>(
  db: CommonmastDatabase,
  table: T,
  key: string,
): Promise<RecordOf<T> | undefined> {
  const row = (await db.table(table).get(key)) as object | undefined
  return row && (recordOf(row) as RecordOf<T>)
}

/** All operations of the log but those that say what was done, in order. */
export async function operationsInLog(db: CommonmastDatabase): Promise<Operation[]> {
  const entries = await db.operations.toArray()
  return entries.flatMap((entry) => operationsIn(entry)).filter(({ table }) => table !== 'acts')
}
