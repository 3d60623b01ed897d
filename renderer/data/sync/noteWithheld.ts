/** What of held batches changes nothing, kept with them so that it can be shown. SPEC.md, [SY97]. */
import { sameValue } from '#core/records/sameValue'
import type { WithheldNote } from '#core/records/tables/syncTables'
import type { Judge, Withheld } from '#core/sync/access/judgeBatch'
import type { NamedBatch } from '#core/sync/batch'
import type { CommonmastDatabase } from '../records/database'

/**
 * Brings the notes of these batches to what access is now. Call it inside a transaction of the kernel on `heldBatches`.
 * @param batches held ones
 */
export async function noteWithheld(db: CommonmastDatabase, batches: readonly NamedBatch[], judge: Judge): Promise<void> {
  const rows = await db.heldBatches.bulkGet(batches.map(({ id }) => [id.actor, id.n] as [string, number]))
  const now = new Date().toISOString()
  const changed = batches.flatMap((named, at) => {
    const row = rows[at]
    const { withheld } = judge(named)
    if (!row || (!withheld && !row.withheld)) return []
    const { withheld: before, ...rest } = row
    if (!withheld) return [rest]
    const note = noteOf(withheld, before?.since ?? now)
    return before && sameValue(before, note) ? [] : [{ ...rest, withheld: note }]
  })
  if (changed.length > 0) await db.heldBatches.bulkPut(changed)
}

function noteOf({ reason, operations }: Withheld, since: string): WithheldNote {
  const counts: Record<string, number> = {}
  for (const { table } of operations) counts[table] = (counts[table] ?? 0) + 1
  return { reason, since, operations: counts }
}
