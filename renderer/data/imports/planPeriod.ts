/** What the rewards of a file become beside the periods that are here: a period by itself, or the correction of others. */
import { datesText, type PeriodDates } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { RewardsReading } from '#core/networks/rewardsReading'
import { comparePeriod, correctedIn, datesOf, type PeriodComparison } from '#core/rewards/comparePeriod'
import { type CorrectedPeriod, newCorrection, newPeriod, type PayablePeriod } from '#core/rewards/newPeriod'
import type { CommonmastDatabase } from '../records/database'
import { type KeptPeriod, readKeptPeriods, readPayable } from './keptPeriods'

export interface PeriodPlanChoices {
  name: string
  dates: PeriodDates
  /** The person has said that equal amounts under other dates are another period. */
  again: boolean
}

export interface PeriodPlan extends PayablePeriod {
  /** Names of the periods that are corrected. */
  correctedNames: string[]
}

/** The period of a file against those that are here. Call it in a transaction on periods and contributions. */
export async function comparedWithKept(
  db: CommonmastDatabase,
  reading: RewardsReading,
  { name, dates }: PeriodPlanChoices,
): Promise<PeriodComparison<KeptPeriod>> {
  const { period } = newPeriod(reading, { name, payer: '', dates })
  return comparePeriod(period, await readKeptPeriods(db, reading))
}

/**
 * Call it in a transaction on periods and contributions.
 * @throws Problem `period.already-here`, `period.same-content`, `period.overlaps-in-part`, or those of `comparePeriod` and
 * `newCorrection`.
 */
export async function planPeriod(
  db: CommonmastDatabase,
  reading: RewardsReading,
  choices: PeriodPlanChoices,
): Promise<PeriodPlan> {
  const comparison = await comparedWithKept(db, reading, choices)
  refuseWhatIsHere(comparison, choices)
  const { name, dates } = choices
  const corrected = correctedIn(comparison)
  const payable: CorrectedPeriod[] = []
  for (const period of corrected) payable.push({ period, payable: await readPayable(db, period.id) })
  const planned =
    corrected.length === 0
      ? newPeriod(reading, { name, payer: '', dates })
      : newCorrection(reading, { name, payer: '', dates }, payable)
  return { ...planned, correctedNames: corrected.map((period) => period.name) }
}

/** The period that holds these very rewards for some of the same days; null when there is none. */
export function alreadyHere(comparison: PeriodComparison<KeptPeriod>): KeptPeriod | null {
  if (comparison.kind === 'same') return comparison.period
  if (comparison.kind !== 'equal-content-other-dates') return null
  return comparison.overlapping.includes(comparison.period) ? comparison.period : null
}

function refuseWhatIsHere(comparison: PeriodComparison<KeptPeriod>, { again }: PeriodPlanChoices): void {
  const here = alreadyHere(comparison)
  if (here) {
    throw new Problem('period.already-here', `These rewards are here already, as “${here.name}”: nothing was imported.`)
  }
  if (comparison.kind === 'equal-content-other-dates' && !again) {
    throw new Problem(
      'period.same-content',
      `These very amounts are here already, as “${comparison.period.name}”, for other days: say that they are another period, or choose another file.`,
    )
  }
  const beyond = comparison.kind === 'correction' ? comparison.reachingBeyond[0] : undefined
  const beyondDates = beyond && datesOf(beyond)
  if (beyond && beyondDates) {
    throw new Problem(
      'period.overlaps-in-part',
      `“${beyond.name}” is for ${datesText(beyondDates)}, which reaches beyond these days, so the difference cannot be worked out: choose a file that covers all of it, or correct the days.`,
    )
  }
}
