/** What to bear in mind of two periods that are compared: one may simply be longer. */
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { countText } from '#core/words/countText'

const DAY_MS = 86_400_000

/** A sentence where the two cover another number of days, or null. */
export function lengthsNote(before: SplitFile, now: SplitFile): string | null {
  const [earlier, later] = [daysOf(before), daysOf(now)]
  if (earlier === null || later === null || earlier === later) return null
  return `${periodOf(before).name} covers ${countText(earlier, 'day')} and ${periodOf(now).name} ${countText(later, 'day')}.`
}

function daysOf(split: SplitFile): number | null {
  if (split.format === 'commonmast-split-v1') return null
  const { start, end } = split.period
  return start === null || end === null ? null : Math.round((Date.parse(end) - Date.parse(start)) / DAY_MS)
}
