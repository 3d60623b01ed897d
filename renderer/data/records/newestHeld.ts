/** How far an actor's operations are in batches. */
import Dexie from 'dexie'
import type { HeldBatch } from '#core/records/tables/syncTables'
import type { CommonmastDatabase } from './database'

/** An actor's newest batch that is held; null where none is. */
export async function newestHeld(db: CommonmastDatabase, actor: string): Promise<HeldBatch | null> {
  return (await batchesAfter(db, actor, 0).last()) ?? null
}

/** An actor's held batches after number n, in order. */
export function batchesAfter(db: CommonmastDatabase, actor: string, n: number) {
  return db.heldBatches.where('[actor+n]').between([actor, n], [actor, Dexie.maxKey], false, true)
}

/** Number of an actor's last operation that a batch holds; 0 where none is held. */
export async function lastInBatch(db: CommonmastDatabase, actor: string): Promise<number> {
  return (await newestHeld(db, actor))?.lastOperation ?? 0
}
