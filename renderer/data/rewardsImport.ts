import { sumBaseUnits } from '#core/model/money'
import type { Contribution, Period } from '#core/model/records'
import type { RewardsReading } from '#core/networks/weatherxmRewardsCsv'
import type { SharedTable } from '#core/records/recordTables'
import type { Said } from './commands/confirmations'
import type { RewardsPreview } from './importPreview'
import type { CommonmastDatabase } from './records/database'
import { newId, nowText } from './records/newId'
import type { RecordTransaction } from './records/RecordTransaction'

export const REWARDS_TABLES: readonly SharedTable[] = ['periods', 'contributions']

export interface RewardsFile {
  fileName: string
  periodName?: string
}

/** Writes what the network paid as one new period with a contribution for each hotspot. */
export async function writeRewards(
  records: RecordTransaction,
  reading: RewardsReading,
  importId: string,
  file: RewardsFile,
): Promise<Map<SharedTable, Said[]>> {
  const periodId = newId()
  const at = nowText()
  const period: Period = {
    id: periodId,
    name: file.periodName?.trim() || nameFromFile(file.fileName),
    network: reading.network,
    token: reading.token,
    sourceFile: file.fileName,
    contributionCount: reading.rewards.length,
    totalBaseUnits: totalOf(reading).toString(),
    importId,
    createdAt: at,
    updatedAt: at,
  }
  await records.put('periods', period)
  await records.putAll(
    'contributions',
    reading.rewards.map(
      ({ hotspotKey, name, amountBaseUnits }): Contribution => ({
        id: `${periodId}:${hotspotKey}`,
        periodId,
        hotspotKey,
        name,
        amountBaseUnits: amountBaseUnits.toString(),
      }),
    ),
  )
  return new Map()
}

/** The total, and whether the same file seems to be here already. */
export async function summariseRewards(
  db: CommonmastDatabase,
  reading: RewardsReading,
  fileName: string,
): Promise<RewardsPreview> {
  const totalBaseUnits = totalOf(reading).toString()
  const same = await db.periods
    .filter((period) => period.sourceFile === fileName && period.totalBaseUnits === totalBaseUnits)
    .first()
  return { token: reading.token, totalBaseUnits, sameAs: same?.name ?? null }
}

export function nameFromFile(fileName: string): string {
  const bare = fileName
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return bare === '' ? 'Rewards' : bare.charAt(0).toUpperCase() + bare.slice(1)
}

function totalOf(reading: RewardsReading): bigint {
  return sumBaseUnits(reading.rewards.map((reward) => reward.amountBaseUnits))
}
