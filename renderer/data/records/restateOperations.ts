/** Operations that this database goes on to say under its own name: log, records and stamps, and what is kept of refusals. */
import Dexie from 'dexie'
import type { Operation } from '#core/records/operation'
import { restated } from '#core/records/restated'
import type { CommonmastDatabase } from './database'
import { type KernelMemory, writeMemory } from './kernelMemory'
import { refoldRecords } from './refoldRecords'
import { addToLog, OPERATIONS_PER_ENTRY, operationsIn } from './writeOperations'

/** What an actor made after its operation `after`. */
export interface LaterOperations {
  actor: string
  after: number
}

/**
 * Makes them operations of `as`, numbered after those that it has made, and remembers it. Call it inside a transaction of the
 * kernel on all shared tables, `operations`, `shadows`, `quarantine` and `meta`.
 * @returns how many
 */
export async function restateOperations(
  db: CommonmastDatabase,
  given: readonly LaterOperations[],
  as: KernelMemory,
): Promise<number> {
  const moved: Operation[] = []
  const staying: Operation[] = []
  const entries: number[] = []
  for (const { actor, after } of given) {
    const range = [[actor, after + 2 - OPERATIONS_PER_ENTRY] as const, [actor, Dexie.maxKey] as const] as const
    for (const entry of await db.operations.where('[actor+n]').between(range[0], range[1], true, true).toArray()) {
      if (entry.n + entry.count - 1 <= after) continue
      entries.push(entry.seq as number)
      for (const operation of operationsIn(entry)) (operation.n > after ? moved : staying).push(operation)
    }
  }
  await db.operations.bulkDelete(entries)
  await addToLog(db, staying)
  await addToLog(db, restated(moved, as))
  await refoldRecords(db, moved)
  await writeMemory(db, { ...as, made: as.made + moved.length, waiting: as.waiting + moved.length })
  return moved.length
}
