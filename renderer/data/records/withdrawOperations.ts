/** Operations that count no longer: they leave the log, and the records become what they would be without them. */
import type { Operation } from '#core/records/operation'
import { isSharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { shadowId } from './readStates'
import { refoldRecords } from './refoldRecords'
import { addToLog, OPERATIONS_PER_ENTRY, operationsIn } from './writeOperations'

/** Call it inside a transaction of the kernel on all shared tables, `operations`, `shadows` and `quarantine`. */
export async function withdrawOperations(db: CommonmastDatabase, operations: readonly Operation[]): Promise<void> {
  if (operations.length === 0) return
  const byActor = new Map<string, Set<number>>()
  for (const { actor, n } of operations) byActor.set(actor, (byActor.get(actor) ?? new Set()).add(n))
  const staying: Operation[] = []
  const entries: number[] = []
  /** As the log has them: they may have travelled otherwise. */
  const gone: Operation[] = []
  for (const [actor, numbers] of byActor) {
    const ordered = [...numbers].sort((one, other) => one - other)
    const [first, last] = [(ordered[0] ?? 0) + 1 - OPERATIONS_PER_ENTRY, ordered.at(-1) ?? 0]
    for (const entry of await db.operations.where('[actor+n]').between([actor, first], [actor, last], true, true).toArray()) {
      const inEntry = operationsIn(entry)
      const rest = inEntry.filter(({ n }) => !numbers.has(n))
      if (rest.length === inEntry.length) continue
      entries.push(entry.seq as number)
      staying.push(...rest)
      gone.push(...inEntry.filter(({ n }) => numbers.has(n)))
    }
  }
  await db.operations.bulkDelete(entries)
  await addToLog(db, staying)
  await removeRecords(db, gone)
  await refoldRecords(db, gone)
}

/** A record of which the log says nothing any more is made by nothing. */
async function removeRecords(db: CommonmastDatabase, operations: readonly Operation[]): Promise<void> {
  const keys = new Map<string, Set<string>>()
  for (const { table, key } of operations) keys.set(table, (keys.get(table) ?? new Set()).add(key))
  for (const [table, ofTable] of keys) {
    if (!isSharedTable(table)) continue
    await db.table(table).bulkDelete([...ofTable])
    await db.shadows.bulkDelete([...ofTable].map((key) => shadowId(table, key)))
  }
}
