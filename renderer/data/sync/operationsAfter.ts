import Dexie from 'dexie'
import { invariant } from '#core/model/problem'
import type { Operation } from '#core/records/operation'
import type { CommonmastDatabase } from '../records/database'
import { operationsIn } from '../records/writeOperations'

/** An actor's operations after number n in their order, at most `limit`. Call it in a transaction on `operations`. */
export async function operationsAfter(db: CommonmastDatabase, actor: string, n: number, limit: number): Promise<Operation[]> {
  // The entry that holds the next operation may begin before it.
  const first = await db.operations
    .where('[actor+n]')
    .between([actor, Dexie.minKey], [actor, n + 1], true, true)
    .last()
  if (!first) return []
  const found: Operation[] = []
  const entries = db.operations.where('[actor+n]').between([actor, first.n], [actor, Dexie.maxKey], true, true)
  await entries
    .until(() => found.length >= limit)
    .each((entry) => {
      for (const operation of operationsIn(entry)) if (operation.n > n) found.push(operation)
    })
  const taken = found.slice(0, limit)
  invariant(
    taken.every((operation, at) => operation.n === n + 1 + at),
    'the log holds all operations of its own actor',
  )
  return taken
}
