import type { SharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { RecordTransaction } from './RecordTransaction'

/**
 * Runs `work` as `transact` would, and writes nothing: what would become of the records can be asked of the transaction.
 * @param tables every shared table that `work` reads or writes
 */
export function rehearse<T>(
  db: CommonmastDatabase,
  tables: readonly SharedTable[],
  work: (records: RecordTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction('r', [...tables, 'shadows'], async () => work(new RecordTransaction(db)))
}
