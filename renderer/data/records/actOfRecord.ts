/** From a record to the act that wrote it, by the stamp which all of a transaction share. */
import { readingOf, type Stamp, stampOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import type { SharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { operationsIn } from './writeOperations'

/**
 * The id of the act that brought a fact in, or that wrote most of a record; null when the record is not here, or came
 * from a time before acts were kept.
 */
export async function actOfRecord(db: CommonmastDatabase, table: SharedTable, key: string): Promise<string | null> {
  const row = await db.table<Row, string>(table).get(key)
  return row ? ((await actsByStamp(db, [stateOf(row).stamp])).values().next().value ?? null) : null
}

/** Ids of the acts of these transactions, by stamp; only those that are known. */
export async function actsByStamp(db: CommonmastDatabase, stamps: readonly Stamp[]): Promise<Map<Stamp, string>> {
  const wanted = new Set(stamps)
  const entries = await db.operations
    .where('t')
    .anyOf([...new Set(stamps.map(readingOf))])
    .filter(({ tables }) => tables.includes('acts'))
    .toArray()
  const acts = new Map<Stamp, string>()
  for (const operation of entries.flatMap((entry) => operationsIn(entry))) {
    const stamp = stampOf(operation)
    if (operation.table === 'acts' && wanted.has(stamp)) acts.set(stamp, operation.key)
  }
  return acts
}
