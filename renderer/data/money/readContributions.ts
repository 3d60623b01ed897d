/** What the network paid in a period, as the period stands. */
import type { Contribution, Period } from '#core/model/records'
import { isContributionOf } from '#core/rewards/contributionId'
import type { CommonmastDatabase } from '../records/database'

/** The contributions that are the period's content; those of what it was before stay on record and are left out. */
export async function readContributions(
  db: CommonmastDatabase,
  period: Pick<Period, 'id' | 'contentSha256' | 'amountsSha256'>,
): Promise<Contribution[]> {
  const all = await db.contributions.where('periodId').equals(period.id).toArray()
  return all.filter(({ id }) => isContributionOf(period, id))
}
