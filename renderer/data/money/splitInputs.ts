/** What a period is split with beside rewards, members and agreements, as it is kept. SPEC.md, rules [PI1] to [PI6]. */
import type { BookEntryRecord } from '#core/agreements/agreementRecords'
import type { Install } from '#core/agreements/installs'
import { NO_MEASURES, type PoolMeasures } from '#core/agreements/poolWeights'
import type { Price } from '#core/agreements/price'
import type { Period } from '#core/model/records'
import { minimumPayoutSetting } from '#core/records/tables/cooperativeSettings'
import { readSettingValue } from '#core/records/tables/setting'
import { asInstall } from '../installs/ofHotspot'
import type { CommonmastDatabase } from '../records/database'

export interface SplitInputs {
  /** By currency. */
  prices: Price[]
  measures: PoolMeasures
  /** In the order in which they were entered. */
  entries: BookEntryRecord[]
  /** Of the period where it has one of its own, else of its token. */
  minimumPayoutBaseUnits: bigint
  isMinimumOfPeriod: boolean
  /** All that are known, each under the name that its hotspot has here. */
  installs: Install[]
}

export async function readSplitInputs(db: CommonmastDatabase, { id, token }: Pick<Period, 'id' | 'token'>): Promise<SplitInputs> {
  const kept = await db.periodInputs.get(id)
  const entries = await db.bookEntries.where('periodId').equals(id).toArray()
  const setting = minimumPayoutSetting(token.symbol)
  const ofToken = readSettingValue(setting, (await db.cooperativeSettings.get(setting.key))?.value)
  const ofPeriod = kept?.minimumPayoutBaseUnits ?? null
  const installs = await db.installs.toArray()
  return {
    prices: Object.values(kept?.prices ?? {}).sort((one, other) => compare(one.currency, other.currency)),
    measures: kept?.measures ?? NO_MEASURES,
    entries: entries.sort((one, other) => compare(one.createdAt, other.createdAt) || compare(one.id, other.id)),
    minimumPayoutBaseUnits: BigInt(ofPeriod ?? ofToken ?? '0'),
    isMinimumOfPeriod: ofPeriod !== null,
    installs: installs.map((install) => asInstall(install, install.hotspotId)),
  }
}

const compare = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)
