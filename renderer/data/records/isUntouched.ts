import { TABLES_OF_ACTS } from '#core/records/backup/restorePlan'
import { SHARED_TABLES } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'

/** Whether nothing was ever written but who writes. Call it in a transaction on all shared tables and `operations`. */
export async function isUntouched(db: CommonmastDatabase): Promise<boolean> {
  const written = await db.operations.orderBy('tables').uniqueKeys()
  if (written.some((table) => !TABLES_OF_ACTS.has(String(table)))) return false
  for (const name of SHARED_TABLES) if (!TABLES_OF_ACTS.has(name) && (await db.table(name).count()) > 0) return false
  return true
}
