/** Files of rewards: the period that they become, and what was payable for each hotspot. */
import type { Table } from '#core/files/parseTable'
import { sumBaseUnits } from '#core/model/money'
import { datesText, type PeriodDates } from '#core/model/periodDates'
import { plainName } from '#core/model/plainName'
import { Problem } from '#core/model/problem'
import type { Contribution, Period } from '#core/model/records'
import type { RewardsAnswers } from '#core/networks/rewardsAnswers'
import type { RewardsReading } from '#core/networks/rewardsReading'
import type { SharedTable } from '#core/records/recordTables'
import { datesOf } from '#core/rewards/comparePeriod'
import { contributionIdOf } from '#core/rewards/contributionId'
import { payableOf } from '#core/rewards/correctionOf'
import { amountsSha256, type DeviceAmount } from '#core/rewards/period'
import { clipText } from '#core/words/clipText'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import type { RecordTransaction } from '../records/RecordTransaction'
import type { Said } from './confirmations'
import type { EqualPeriod, Overpaid, PeriodOutcome, RewardsPreview } from './importPreview'
import { type KeptPeriod, readKeptPeriods } from './keptPeriods'
import { alreadyHere, comparedWithKept, type PeriodPlan, planPeriod } from './planPeriod'

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
 * here, only what it adds to them. What was on record of a period that was taken back counts again.
 * @throws Problem `period.no-dates`, or those of `planPeriod`
 */
export async function writeRewards(
  db: CommonmastDatabase,
  records: RecordTransaction,
  reading: RewardsReading,
  file: RewardsFile & { importId: string },
): Promise<Map<SharedTable, Said[]>> {
  const dates = reading.dates ?? file.dates
  if (!dates) {
    throw new Problem('period.no-dates', 'The file does not say which time it is for: give its first and its last day.')
  }
  const name = plainName(file.periodName ?? '').trim() || nameFromFile(file.fileName)
  const plan = await planPeriod(db, reading, { name, dates, again: file.again ?? false })
  const contributions = plan.rewards.map((reward) => contributionOf(plan.period, reward))
  // What is on record of this very content stays as it is: a hotspot may be called otherwise by now.
  const onRecord = await records.readAll(
    'contributions',
    contributions.map((contribution) => contribution.id),
  )
  await records.put('periods', periodOf(plan, file))
  await records.putAll(
    'contributions',
    contributions.map((contribution) => onRecord.get(contribution.id) ?? contribution),
  )
  return new Map()
}

function periodOf({ period, corrects, rewards }: PeriodPlan, file: { fileName: string; importId: string }): Period {
  const { id, name, network, payer, start, end, contentSha256, amountsSha256: payable, token } = period
  const at = nowText()
  return {
    ...{ id, name, network, token, payer, start, end, contentSha256, amountsSha256: payable },
    ...(corrects.length > 0 && { corrects }),
    sourceFile: file.fileName,
    contributionCount: rewards.length,
    totalBaseUnits: sumBaseUnits(rewards.map(payableOfReward)).toString(),
    importId: file.importId,
    createdAt: at,
    updatedAt: at,
  }
}

function contributionOf(period: PeriodPlan['period'], reward: PeriodPlan['rewards'][number]): Contribution {
  const { hotspotKey, name, amountBaseUnits, beforeBaseUnits } = reward
  const contribution: Contribution = {
    id: contributionIdOf(period, hotspotKey),
    periodId: period.id,
    hotspotKey,
    name,
    amountBaseUnits: payableOfReward(reward).toString(),
  }
  if (beforeBaseUnits === undefined) return contribution
  return {
    ...contribution,
    correction: { statedBaseUnits: amountBaseUnits.toString(), beforeBaseUnits: beforeBaseUnits.toString() },
  }
}

function payableOfReward({ amountBaseUnits, beforeBaseUnits = 0n }: PeriodPlan['rewards'][number]): bigint {
  return payableOf({ statedBaseUnits: amountBaseUnits, beforeBaseUnits })
}

/** The total, the time that the file says it is for, and whether the same amounts are here already under whatever dates. */
export async function summariseRewards(
  db: CommonmastDatabase,
  reading: RewardsReading,
  { table, answers }: { table: Table; answers: RewardsAnswers },
): Promise<RewardsPreview> {
  const content = amountsSha256(reading.rewards)
  const kept = await readKeptPeriods(db, reading)
  return {
    token: reading.token,
    totalBaseUnits: sumBaseUnits(reading.rewards.map(({ amountBaseUnits }) => amountBaseUnits)).toString(),
    dates: reading.dates,
    sameAs: kept.find(({ contentSha256 }) => contentSha256 === content)?.name ?? null,
    questions: reading.questions.map((question) => ({ ...question, rows: rowsOf(table, question.lines) })),
    answers,
  }
}

const ROWS_SHOWN = 5
const CHARS_SHOWN = 120

function rowsOf({ rows, lines, delimiter }: Table, shown: readonly number[]): { line: number; text: string }[] {
  return shown.slice(0, ROWS_SHOWN).map((line) => {
    const cells = rows[lines.indexOf(line)] ?? []
    return { line, text: clipText(cells.join(delimiter), CHARS_SHOWN) }
  })
}

/** What importing the rewards for these days would do; changes nothing. */
export function previewPeriod(db: CommonmastDatabase, reading: RewardsReading, dates: PeriodDates): Promise<PeriodOutcome> {
  return db.transaction('r', [...REWARDS_TABLES], async (): Promise<PeriodOutcome> => {
    // The person is asked whether equal amounts are another period; here is what then happens.
    const choices = { name: '', dates, again: true }
    try {
      const comparison = await comparedWithKept(db, reading, choices)
      const here = alreadyHere(comparison)
      if (here) return { kind: 'already-here', period: here.name }
      const equalTo = comparison.kind === 'equal-content-other-dates' ? equalPeriod(comparison.period) : null
      const { correctedNames, rewards, overpaid } = await planPeriod(db, reading, choices)
      if (correctedNames.length === 0) return { kind: 'new', equalTo }
      const payableBaseUnits = sumBaseUnits(rewards.map(payableOfReward)).toString()
      return { kind: 'correction', equalTo, of: correctedNames, payableBaseUnits, overpaid: overpaidSum(overpaid) }
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code.startsWith('period.')) return { kind: 'refused', problem: thrown.toData() }
      throw thrown
    }
  })
}

function equalPeriod(period: KeptPeriod): EqualPeriod {
  const dates = datesOf(period)
  return { name: period.name, days: dates && datesText(dates) }
}

function overpaidSum(overpaid: readonly DeviceAmount[]): Overpaid | null {
  if (overpaid.length === 0) return null
  const baseUnits = sumBaseUnits(overpaid.map(({ amountBaseUnits }) => amountBaseUnits)).toString()
  return { devices: overpaid.length, baseUnits }
}

export function nameFromFile(fileName: string): string {
  const bare = plainName(fileName)
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return bare === '' ? 'Rewards' : bare.charAt(0).toUpperCase() + bare.slice(1)
}
