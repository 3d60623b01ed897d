/** What stands against taking an act back, and what must go with it. */
import { Problem } from '#core/model/problem'
import type { UndoOfRecord } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'

/**
 * Rewards that were paid stay: without their period they could be imported and paid twice. A split that was made of them
 * and not signed goes with them.
 * @returns what is to be taken back beside the act itself
 * @throws Problem `import.already-signed`
 */
export async function guardUndo(db: CommonmastDatabase, takenBack: readonly UndoOfRecord[]): Promise<UndoOfRecord[]> {
  const removed = takenBack.filter(({ change }) => change?.tombstone === true)
  const periodIds = new Set(removed.filter(({ table }) => table === 'periods').map(({ key }) => key))
  if (periodIds.size === 0) return []
  const signed = await db.signatures
    .where('periodId')
    .anyOf([...periodIds])
    .count()
  const splits = await db.distributions
    .where('periodId')
    .anyOf([...periodIds])
    .toArray()
  if (signed > 0 || splits.some(({ status }) => status === 'signed')) {
    throw new Problem(
      'import.already-signed',
      'The payout of these rewards is signed, so their import stays: without it they could be imported and paid twice.',
    )
  }
  const own = new Set(takenBack.filter(({ table }) => table === 'distributions').map(({ key }) => key))
  return splits
    .filter(({ id }) => !own.has(id))
    .map(({ id }) => ({
      table: 'distributions',
      key: id,
      change: { table: 'distributions', key: id, tombstone: true },
      stays: null,
    }))
}
