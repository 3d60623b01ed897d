/** How a corrected period was shared first: its agreements, installs and prices, and the books that it opened with. */
import type { ApplyTermsInput } from '../agreements/applyTerms'
import type { BooksText } from '../agreements/books'
import { NO_MEASURES } from '../agreements/poolWeights'
import type { PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
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
 * another token or network.
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
  const datesBefore = datesOf(original.period)
  return { token, network, dates, datesBefore, terms: agreements, installs, prices, measures, opening }
}
