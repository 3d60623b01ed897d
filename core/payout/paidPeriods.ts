/**
 * Which periods a running total holds, and whether a split may be added to them: no period is paid twice, under no name and
 * no dates. SPEC.md, rules [PO7] to [PO9].
 */
import { datesText } from '../model/periodDates'
import { Problem } from '../model/problem'
import { comparePeriod, correctedIn, datesOf, type PeriodComparison, type PeriodFacts } from '../rewards/comparePeriod'
import type { SplitFile } from '../rewards/splitFile'
import { comparedPeriodOf } from '../rewards/splitPeriod'
import type { PayoutFile } from './payoutFile'

/** The periods in a payout's running totals, the last its own. Version 1 tells of its own alone. */
export function paidPeriodsOf(payout: PayoutFile): PeriodFacts[] {
  return payout.format === 'commonmast-payout-v1' ? [factsOf(payout.split)] : payout.periods
}

export function factsOf(split: SplitFile): PeriodFacts {
  const { token: _token, ...facts } = comparedPeriodOf(split)
  return facts
}

/**
 * @param again the person has said that equal amounts under other dates are another period
 * @throws Problem `payout.paid-already`, `payout.same-content`, `payout.overlaps` or `payout.corrects-other`.
 */
export function checkPaidPeriods(split: SplitFile, paid: readonly PeriodFacts[], again: boolean): void {
  const period = comparedPeriodOf(split)
  const others = paid.map((facts) => ({ ...facts, token: split.token }))
  const comparison = comparePeriod(period, others)
  // Without dates the id alone tells that it is the same.
  const there =
    comparison.kind === 'same' ? comparison.period : others.find(({ id, start }) => start === null && id === period.id)
  if (there) {
    throw new Problem('payout.paid-already', `${nameOf(there)} is in the running totals already: split the next period.`)
  }
  if (comparison.kind === 'equal-content-other-dates') {
    const { period: equal, overlapping } = comparison
    if (!again || overlapping.includes(equal)) throw sameContent(period, equal, overlapping.includes(equal), IN_TOTALS)
  }
  const uncorrected = uncorrectedOf(split, comparison)
  if (uncorrected) throw overlaps(period, uncorrected, IN_TOTALS)
  const unpaid = correctedBy(split).find(({ id }) => !paid.some((other) => other.id === id))
  if (unpaid) {
    throw new Problem(
      'payout.corrects-other',
      `${nameOf(period)} corrects a period that is not in the running totals (${unpaid.id}): pay that first, or split this one by itself.`,
    )
  }
}

/**
 * Why a split must not be paid beside periods that were signed, or null: it covers time of one of them and is not its
 * correction, whatever totals it is in.
 */
export function overlapsSigned(split: SplitFile, signed: readonly PeriodFacts[]): Problem | null {
  const period = comparedPeriodOf(split)
  const comparison = comparePeriod(
    period,
    signed.map((facts) => ({ ...facts, token: split.token })),
  )
  if (comparison.kind === 'equal-content-other-dates' && comparison.overlapping.includes(comparison.period)) {
    return sameContent(period, comparison.period, true, 'was signed')
  }
  const uncorrected = uncorrectedOf(split, comparison)
  return uncorrected && overlaps(period, uncorrected, 'was signed')
}

function correctedBy(split: SplitFile) {
  return split.format === 'commonmast-split-v1' ? [] : split.period.corrects
}

/** The first period whose time the split covers too without being its correction. */
function uncorrectedOf<P extends PeriodFacts>(split: SplitFile, comparison: PeriodComparison<P>): P | null {
  const corrects = correctedBy(split)
  const isCorrected = (other: PeriodFacts) =>
    corrects.some(({ id, amountsSha256 }) => id === other.id && amountsSha256 === other.amountsSha256)
  return correctedIn(comparison).find((other) => !isCorrected(other)) ?? null
}

function overlaps(period: PeriodFacts, other: PeriodFacts, what: string): Problem {
  return new Problem(
    'payout.overlaps',
    `${nameOf(period)} covers time of ${nameOf(other)}, which ${what}: make it a correction of that (--corrects when it is split), so that only the difference is paid.`,
  )
}

const IN_TOTALS = 'is in the running totals'

function sameContent(period: PeriodFacts, equal: PeriodFacts, isOfSameTime: boolean, what: string): Problem {
  const both = `${nameOf(period)} has the very amounts of ${nameOf(equal)}, which ${what}`
  return isOfSameTime
    ? new Problem('payout.paid-already', `${both} and covers the same time: nothing is left to pay.`)
    : new Problem(
        'payout.same-content',
        `${both} under other dates: if it is another period all the same, say so (--again on the command line), else split the next one.`,
      )
}

function nameOf(period: Pick<PeriodFacts, 'name' | 'start' | 'end'>): string {
  const dates = datesOf(period)
  return dates ? `"${period.name}" (${datesText(dates)})` : `"${period.name}"`
}
