import type { Period } from '#core/model/records'
import { deviceKeyOrText } from '#core/networks/deviceKey/deviceKey'
import type { ComparedPeriod } from '#core/rewards/comparePeriod'
import { amountsSha256, type DeviceAmount } from '#core/rewards/period'
import { readContributions } from '../money/readContributions'
import type { CommonmastDatabase } from '../records/database'

export type KeptPeriod = ComparedPeriod

/** The periods of a network and token as new rewards are compared with them. */
export async function readKeptPeriods(
  db: CommonmastDatabase,
  { network, token }: Pick<Period, 'network' | 'token'>,
): Promise<KeptPeriod[]> {
  const related = await db.periods
    .filter((period) => period.network === network && period.token.symbol.toUpperCase() === token.symbol.toUpperCase())
    .toArray()
  const kept: KeptPeriod[] = []
  for (const period of related) kept.push(await keptPeriodOf(db, period))
  return kept
}

/** What was shared for each device of a period: of a correction the difference, which may be below zero. */
export async function readPayable(db: CommonmastDatabase, periodId: string): Promise<DeviceAmount[]> {
  const period = await db.periods.get(periodId)
  const contributions = period ? await readContributions(db, period) : []
  const payable = contributions.map(({ hotspotKey, amountBaseUnits }) => ({
    hotspotKey,
    amountBaseUnits: BigInt(amountBaseUnits),
  }))
  const differences = contributions.map(({ hotspotKey, amountBaseUnits, correction }) => ({
    hotspotKey,
    amountBaseUnits: correction
      ? BigInt(correction.statedBaseUnits) - BigInt(correction.beforeBaseUnits)
      : BigInt(amountBaseUnits),
  }))
  // Corrections of earlier versions left what was too much where it was; their digest tells.
  return period?.amountsSha256 === amountsSha256(payable) ? payable : differences
}

/** A period from before there were dates is told by its amounts, under keys as a file wrote them. */
async function keptPeriodOf(db: CommonmastDatabase, period: Period): Promise<KeptPeriod> {
  const { id, name, network, token, payer = '', start = null, end = null } = period
  const facts = { id, name, network, token, payer, start, end }
  const { contentSha256, amountsSha256: payable } = period
  if (contentSha256 !== undefined && payable !== undefined) return { ...facts, contentSha256, amountsSha256: payable }
  const amounts = (await readPayable(db, id)).map(({ hotspotKey, amountBaseUnits }) => ({
    hotspotKey: deviceKeyOrText(network, hotspotKey),
    amountBaseUnits,
  }))
  const digest = amountsSha256(amounts)
  return { ...facts, contentSha256: digest, amountsSha256: digest }
}
