/** Which time a file of rewards is for: what it says, or what `--from` and `--to` say. */
import { datesText, type PeriodDates, periodDates } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { RewardsReading } from '#core/networks/rewardsReading'
import { UsageProblem } from './commandLine'

/** @throws UsageProblem when nobody says it, or Problem `split.other-dates` when the file says another time. */
export function datesOfRewards(fileName: string, { dates, questions }: RewardsReading, from?: string, to?: string): PeriodDates {
  if (from === undefined && to === undefined) {
    if (dates) return dates
    const [unzoned] = questions.filter(({ kind }) => kind === 'timeZone')
    if (unzoned) throw new UsageProblem(`${fileName}: ${unzoned.message} Use --time-zone UTC, or --from and --to.`)
    throw new UsageProblem(
      `${fileName} does not say which time it is for: give the first and the last day with --from 2026-01-01 --to 2026-01-31.`,
    )
  }
  if (from === undefined || to === undefined) throw new UsageProblem('Give --from and --to together.')
  const given = datesGiven(from, to)
  if (dates && (dates.start < given.start || dates.end > given.end)) {
    throw new Problem(
      'split.other-dates',
      `${fileName} is for ${datesText(dates)}, which is not within ${datesText(given)}: correct --from and --to, or leave them out.`,
    )
  }
  return given
}

function datesGiven(from: string, to: string): PeriodDates {
  try {
    return periodDates(from, to)
  } catch (thrown) {
    throw thrown instanceof Problem ? new UsageProblem(thrown.message) : thrown
  }
}
