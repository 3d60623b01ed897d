/** How a corrected period was shared first: its agreements, installs and prices, and the books that it opened with. */
import type { ApplyTermsInput } from '../agreements/applyTerms'
import type { BooksText } from '../agreements/books'
import { NO_MEASURES } from '../agreements/poolWeights'
import type { PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
import type { Terms } from '../model/terms'
import { datesOf } from './comparePeriod'
import type { SplitInput } from './splitByTerms'
import { termsOf } from './termsOf'

type Original = Omit<ApplyTermsInput, 'rewards' | 'books'> & {
  opening: BooksText | null
  /** Of the original: a correction may cover more time. */
  datesBefore: PeriodDates | null
}

/**
 * @throws Problem `split.original-missing` where the split given is no original, and `split.original-other` where it is of
 * another token or network, and `split.corrected-twice` where a first correction moved a stability reserve.
 */
export function originalOf({ original, token, period }: Pick<SplitInput, 'original' | 'token' | 'period'>): Original {
  if (!original || (original.format !== 'commonmast-split-v1' && original.period.corrects.length > 0)) {
    throw new Problem('split.original-missing', 'A correction needs the split that shared the period first: give that too.')
  }
  const network = original.format === 'commonmast-split-v1' ? original.epoch.network : original.period.network
  if (original.token.symbol !== token.symbol || original.token.decimals !== token.decimals || network !== period.network) {
    throw new Problem('split.original-other', 'The split that is corrected is of another token or network: give the right one.')
  }
  const dates = datesOf(period)
  if (original.format !== 'commonmast-split-v3') {
    const terms = original.agreements.map(termsOf)
    return { token, network, dates, datesBefore: dates, terms, installs: [], prices: [], measures: NO_MEASURES, opening: null }
  }
  const { agreements, installs, prices, measures, opening } = original
  if (period.corrects.length > 1) refuseMovedTwice(agreements)
  const datesBefore = datesOf(original.period)
  return { token, network, dates, datesBefore, terms: agreements, installs, prices, measures, opening }
}

/**
 * What a stability reserve paid depends on what it held when the first correction was split, which the original does not tell:
 * a second correction would pay for one shortfall again.
 */
function refuseMovedTwice(agreements: readonly Terms[]): void {
  const moving = agreements.find(({ stages }) => stages.some(({ kind }) => kind === 'stability'))
  if (!moving) return
  throw new Problem(
    'split.corrected-twice',
    `Agreement "${moving.name}" has a stability reserve, and a period that it shared can be corrected once: open the first correction again and take its import back, then split this file as the only one.`,
  )
}
