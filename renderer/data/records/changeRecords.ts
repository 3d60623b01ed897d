/** Changes of single records, as forms make them: each is an act of its own. */
import type { RecordOf, SharedTable } from '#core/records/recordTables'
import { db } from './openRecords'
import { type ActOf, transact } from './transact'

/** Makes records, or makes them exactly these. @throws Problem `data.*` */
export async function putRecords<T extends SharedTable>(act: ActOf, table: T, records: readonly RecordOf<T>[]): Promise<void> {
  await transact(db, act, [table], (transaction) => transaction.putAll(table, records))
}

/**
 * Writes what a person changed in a form since it was opened, and nothing else: what others changed meanwhile stays.
 * @param opened the record as the form was filled with it
 * @param edited the fields as the form has them now
 * @throws Problem `data.not-found` or `data.*`
 */
export async function reviseRecord<T extends SharedTable>(
  act: ActOf,
  table: T,
  opened: RecordOf<T>,
  edited: Partial<RecordOf<T>>,
): Promise<void> {
  await transact(db, act, [table], (transaction) => transaction.revise(table, opened, edited))
}

/** Removes records; those that are gone are passed over. @throws Problem `data.*` */
export async function removeRecords(act: ActOf, table: SharedTable, keys: readonly string[]): Promise<void> {
  await transact(db, act, [table], (transaction) => transaction.remove(table, keys))
}
