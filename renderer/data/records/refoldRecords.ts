/** Records made again from the log, after operations on them got other names or readings. */
import { applyOperations } from '#core/records/applyOperations'
import type { Operation } from '#core/records/operation'
import { isSharedTable, mergePlans } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { quarantinedOf } from './quarantined'
import { operationsIn, writeStates } from './writeOperations'

/** Call it inside a transaction of the kernel, once the log is as it is to be. */
export async function refoldRecords(db: CommonmastDatabase, records: Iterable<Pick<Operation, 'table' | 'key'>>): Promise<void> {
  const keys = new Map<string, Set<string>>()
  for (const { table, key } of records) keys.set(table, (keys.get(table) ?? new Set()).add(key))
  const isMeant = ({ table, key }: { table: string; key: string }) => keys.get(table)?.has(key) ?? false
  const tables = [...keys.keys()]
  const operations: Operation[] = []
  const entries = db.operations.where('tables').anyOf(tables).distinct()
  await entries.each((entry) => {
    for (const operation of operationsIn(entry)) if (isMeant(operation)) operations.push(operation)
  })
  // What another log says under a number is in no log, and stays as it was refused.
  const derived = db.quarantine
    .where('table')
    .anyOf(tables)
    .filter((one) => isMeant(one) && one.reason !== 'second-operation')
  await derived.delete()
  const { changed, refused } = applyOperations(mergePlans, new Map(), operations)
  for (const [table, states] of changed) if (isSharedTable(table)) await writeStates(db, table, states)
  await db.quarantine.bulkPut(refused.map(({ operation, reason }) => quarantinedOf(operation, reason)))
}
