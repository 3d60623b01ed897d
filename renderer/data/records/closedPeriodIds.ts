/** Periods that are closed and were not opened again. */
import type { CommonmastDatabase } from './database'

/** Call it in a transaction on closings and reopenings. */
export async function closedPeriodIds(db: CommonmastDatabase): Promise<ReadonlySet<string>> {
  const reopened = new Set((await db.reopenings.toArray()).map(({ closingId }) => closingId))
  const closed = new Set<string>()
  await db.closings.each(({ id, periodId }) => {
    if (!reopened.has(id)) closed.add(periodId)
  })
  return closed
}
