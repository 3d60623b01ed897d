import { type PeriodDates, periodDates } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { ImportChoices, PeriodOutcome, RewardsPreview } from '../../data/imports/importPreview'

/** What a person has typed of the period that rewards become; days as `type="date"` gives them, empty until chosen. */
export interface DraftPeriod {
  name: string
  firstDay: string
  lastDay: string
  again: boolean
}

/** The time that the file says or the person typed; null until there is one, with what is wrong with it. */
export function datesOfDraft(
  { firstDay, lastDay }: DraftPeriod,
  rewards: Pick<RewardsPreview, 'dates'>,
): { dates: PeriodDates | null; fault: string | null } {
  if (rewards.dates) return { dates: rewards.dates, fault: null }
  if (firstDay === '' || lastDay === '') return { dates: null, fault: null }
  try {
    return { dates: periodDates(firstDay, lastDay), fault: null }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return { dates: null, fault: thrown.message }
  }
}

/** The choices for the import, or null while something is missing that the file does not say, or nothing is to import. */
export function choicesOfDraft(
  draft: DraftPeriod,
  rewards: Pick<RewardsPreview, 'dates'>,
  outcome: PeriodOutcome | null,
): ImportChoices | null {
  const { dates } = datesOfDraft(draft, rewards)
  if (!dates || outcome === null || outcome.kind === 'refused' || outcome.kind === 'already-here') return null
  if (outcome.equalTo !== null && !draft.again) return null
  return { periodName: draft.name, dates, again: draft.again }
}
