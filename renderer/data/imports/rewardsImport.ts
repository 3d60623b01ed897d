import { sumBaseUnits } from '#core/model/money'
import { datesText, type PeriodDates } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { Contribution, Period } from '#core/model/records'
import type { RewardsReading } from '#core/networks/weatherxmRewardsCsv'
import type { SharedTable } from '#core/records/recordTables'
import { comparePeriod, correctedIn, type PeriodComparison } from '#core/rewards/comparePeriod'
import { contributionIdOf } from '#core/rewards/contributionId'
import { type CorrectedPeriod, newCorrection, newPeriod, type PayablePeriod } from '#core/rewards/newPeriod'
import { amountsSha256 } from '#core/rewards/period'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import type { RecordTransaction } from '../records/RecordTransaction'
import type { Said } from './confirmations'
import type { RewardsPreview } from './importPreview'
import { type KeptPeriod, readKeptPeriods, readPayable } from './keptPeriods'

export const REWARDS_TABLES: readonly SharedTable[] = ['periods', 'contributions']

export interface RewardsFile {
  fileName: string
  periodName?: string
  /** For a file that does not say which time it is for. */
  dates?: PeriodDates | undefined
  /** The person has said that equal amounts under other dates are another period. */
  again?: boolean | undefined
}

/**
 * Writes what the network paid as one new period with a contribution for each hotspot; where other periods of its time are
 * here, only what it adds to them.
 * @throws Problem `period.no-dates`, `period.already-here`, `period.same-content`, `period.overlaps-in-part`, or those of
 * `comparePeriod` and `newCorrection`.
 */
export async function writeRewards(
  db: CommonmastDatabase,
  records: RecordTransaction,
  reading: RewardsReading,
  file: RewardsFile & { importId: string },
): Promise<Map<SharedTable, Said[]>> {
  const { period, corrects, rewards } = await payablePeriod(db, reading, file)
  const at = nowText()
  const { id, name, network, payer, start, end, contentSha256, amountsSha256: payable, token } = period
  const record: Period = {
    ...{ id, name, network, token, payer, start, end, contentSha256, amountsSha256: payable },
    ...(corrects.length > 0 && { corrects }),
    sourceFile: file.fileName,
    contributionCount: rewards.length,
    totalBaseUnits: sumBaseUnits(rewards.map(({ amountBaseUnits }) => amountBaseUnits)).toString(),
    importId: file.importId,
    createdAt: at,
    updatedAt: at,
  }
  const contributions = rewards.map(({ hotspotKey, name: hotspotName, amountBaseUnits, correction }): Contribution => {
    const contribution: Contribution = {
      id: contributionIdOf(period, hotspotKey),
      periodId: id,
      hotspotKey,
      name: hotspotName,
      amountBaseUnits: amountBaseUnits.toString(),
    }
    if (correction) {
      const { statedBaseUnits, beforeBaseUnits } = correction
      contribution.correction = { statedBaseUnits: statedBaseUnits.toString(), beforeBaseUnits: beforeBaseUnits.toString() }
    }
    return contribution
  })
  await records.put('periods', record)
  // What is on record of this very content stays as it is: a station may have another name by now.
  const known = await records.readAll(
    'contributions',
    contributions.map((contribution) => contribution.id),
  )
  await records.putAll(
    'contributions',
    contributions.map((contribution) => known.get(contribution.id) ?? contribution),
  )
  return new Map()
}

/** The total, the time that the file says it is for, and whether the same amounts are here already under whatever dates. */
export async function summariseRewards(db: CommonmastDatabase, reading: RewardsReading): Promise<RewardsPreview> {
  const content = amountsSha256(reading.rewards)
  const kept = await readKeptPeriods(db, reading)
  return {
    token: reading.token,
    totalBaseUnits: sumBaseUnits(reading.rewards.map(({ amountBaseUnits }) => amountBaseUnits)).toString(),
    dates: reading.dates,
    sameAs: kept.find(({ contentSha256 }) => contentSha256 === content)?.name ?? null,
  }
}

async function payablePeriod(db: CommonmastDatabase, reading: RewardsReading, file: RewardsFile): Promise<PayablePeriod> {
  const dates = reading.dates ?? file.dates
  if (!dates) {
    throw new Problem('period.no-dates', 'The file does not say which time it is for: give its first and its last day.')
  }
  const choices = { name: file.periodName?.trim() || nameFromFile(file.fileName), payer: '', dates }
  const byItself = newPeriod(reading, choices)
  const comparison = comparePeriod(byItself.period, await readKeptPeriods(db, reading))
  refuseWhatIsHere(comparison, dates, file.again ?? false)
  const corrected = correctedIn(comparison)
  if (corrected.length === 0) return byItself
  const payable: CorrectedPeriod[] = []
  for (const period of corrected) payable.push({ period, payable: await readPayable(db, period.id) })
  return newCorrection(reading, choices, payable)
}

function refuseWhatIsHere(comparison: PeriodComparison<KeptPeriod>, dates: PeriodDates, again: boolean): void {
  if (comparison.kind === 'same') {
    throw new Problem(
      'period.already-here',
      `These rewards are here already, as “${comparison.period.name}”: nothing was imported.`,
    )
  }
  if (comparison.kind === 'equal-content-other-dates') {
    const { period, overlapping } = comparison
    if (overlapping.includes(period)) {
      throw new Problem(
        'period.already-here',
        `These very amounts are here already, as “${period.name}”, for some of the same days: nothing was imported.`,
      )
    }
    if (!again) {
      throw new Problem(
        'period.same-content',
        `These very amounts are here already, as “${period.name}”, for other days: say that they are another period, or choose another file.`,
      )
    }
  }
  const beyond = comparison.kind === 'correction' ? comparison.reachingBeyond[0] : undefined
  if (beyond) {
    throw new Problem(
      'period.overlaps-in-part',
      `“${beyond.name}” covers some of ${datesText(dates)} and other days too, so that the difference cannot be told: import a file for all of its time.`,
    )
  }
}

export function nameFromFile(fileName: string): string {
  const bare = fileName
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return bare === '' ? 'Rewards' : bare.charAt(0).toUpperCase() + bare.slice(1)
}
