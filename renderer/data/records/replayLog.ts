/** The log folded from its beginning: what every shared table must hold. */
import { applyOperations, type States } from '#core/records/applyOperations'
import type { Operation } from '#core/records/operation'
import { mergePlans } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { operationsIn } from './writeOperations'

/** All operations that this installation knows, in the order in which it learned of them. */
export async function readLog(db: CommonmastDatabase): Promise<Operation[]> {
  const entries = await db.operations.orderBy('seq').toArray()
  return entries.flatMap((entry) => operationsIn(entry))
}

export async function replayLog(db: CommonmastDatabase): Promise<States> {
  return applyOperations(mergePlans, new Map(), await readLog(db)).changed
}
