/** Laptops that joined from a snapshot: their log says of what was before it no more than what still decides something. SPEC.md, [SY92]. */
import type { HeldBatch } from '#core/records/tables/syncTables'
import type { CommonmastDatabase } from './database'

/** Held batches of which only the name is here. */
export function namedOnly(db: CommonmastDatabase) {
  return db.heldBatches.filter(isNamedOnly)
}

export function isNamedOnly({ joinedAt, archivedAt }: HeldBatch): boolean {
  return joinedAt !== undefined || archivedAt !== undefined
}

/** The latest clock reading in the snapshot; null where the log is whole. */
export async function readJoinedAt(db: CommonmastDatabase): Promise<string | null> {
  return (await db.heldBatches.filter(({ joinedAt }) => joinedAt !== undefined).first())?.joinedAt ?? null
}
