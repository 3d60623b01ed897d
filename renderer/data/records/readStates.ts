/** States of records with whatever is not shown of them, read in pages so that no read holds the thread for long. */

import { type RecordState, type Row, stateOf } from '#core/records/recordState'
import type { SharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { readExisting } from './readInPages'

/** The key of a record among those that are not shown. */
export function shadowId(table: string, key: string): string {
  return `${table} ${key}`
}

/** Call it in a transaction on the table and `shadows`. */
export async function readStates(
  db: CommonmastDatabase,
  table: SharedTable,
  keys: readonly string[],
): Promise<Map<string, RecordState>> {
  const states = new Map<string, RecordState>()
  const rows = await readExisting(db.table<Row, string>(table), keys)
  for (const [key, row] of rows) states.set(key, stateOf(row))
  if (states.size === keys.length) return states
  const hidden = await db.shadows.where('table').equals(table).count()
  if (hidden === 0) return states
  const missing = keys.filter((key) => !states.has(key)).map((key) => shadowId(table, key))
  for (const shadow of (await readExisting(db.shadows, missing)).values()) {
    states.set(shadow.key, stateOf(shadow.row as Row))
  }
  return states
}
