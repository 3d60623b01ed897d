/** What later imports have met as their files have it. */
import type { Stamp } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import type { Confirmed } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'

/** By key: what imports after `stamp` that are not taken back have confirmed. Call it in a transaction. */
export async function readConfirmed(
  db: CommonmastDatabase,
  table: string,
  stamp: Stamp,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Confirmed>> {
  const confirmed = new Map<string, Confirmed>()
  const undone = new Set(await db.imports.filter(({ status }) => status === 'undone').primaryKeys())
  await db.confirmations.each((confirmation) => {
    if (confirmation.table !== table || undone.has(confirmation.importId)) return
    if (stateOf(confirmation as unknown as Row).stamp <= stamp) return
    for (const key of confirmation.keys) {
      if (!keys.has(key)) continue
      const before = confirmed.get(key)
      const { fields } = confirmation
      confirmed.set(key, !fields || before === 'all' ? 'all' : new Set([...(before ?? []), ...fields]))
    }
  })
  return confirmed
}
