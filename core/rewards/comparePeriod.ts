/** Whether rewards are new, or there already in one way or another. SPEC.md, rules [PE7] to [PE10]. */
import { z } from 'zod'
import { datesOverlap, type PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
import { EMPTY_SHA256 } from './period'

/** What tells one period from another, as it is kept with a period that is there. */
export const periodFactsSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  network: z.string(),
  payer: z.string(),
  /** Null for periods that were imported before they had dates. */
  start: z.string().nullable(),
  end: z.string().nullable(),
  /** Digest of what the network paid each device, as the file of the period says. */
  contentSha256: z.string(),
  /** Digest of what is payable of it: less than the content in a correction. */
  amountsSha256: z.string(),
})
export type PeriodFacts = z.infer<typeof periodFactsSchema>

export interface ComparedPeriod extends PeriodFacts {
  token: { symbol: string; decimals: number }
}

export type PeriodComparison<P> =
  | { kind: 'new' }
  /** The very same is there. */
  | { kind: 'same'; period: P }
  /**
   * Others cover some of its time with other amounts: only the difference to all of them is payable. It cannot be told for
   * those that also cover other time, `reachingBeyond`.
   */
  | { kind: 'correction'; of: P[]; reachingBeyond: P[] }
  /**
   * The same amounts are there under other dates: ask whether it is another period. `overlapping` are those that it would
   * then correct; where `period` is among them, nothing is left to pay.
   */
  | { kind: 'equal-content-other-dates'; period: P; overlapping: P[] }

/**
 * @param existing periods of any network and token; those of others have nothing to do with it
 * @throws Problem `period.other-decimals` when the token had other decimals before: amounts would be wrong by powers of ten.
 */
export function comparePeriod<P extends ComparedPeriod>(period: ComparedPeriod, existing: readonly P[]): PeriodComparison<P> {
  const related = existing.filter((other) => isRelated(period, other))
  const otherwise = related.find(({ token }) => token.decimals !== period.token.decimals)
  if (otherwise) {
    throw new Problem(
      'period.other-decimals',
      `${period.token.symbol} has ${otherwise.token.decimals} decimals in "${otherwise.name}" and ${period.token.decimals} here: correct the one that is wrong.`,
    )
  }
  const isEqual = (other: P) => other.contentSha256 === period.contentSha256 && period.contentSha256 !== EMPTY_SHA256
  const overlapping = related.filter((other) => overlaps(period, other))
  const same = related.find((other) => hasSameDates(period, other) && other.contentSha256 === period.contentSha256)
  if (same) return { kind: 'same', period: same }
  const equal = overlapping.find(isEqual) ?? related.find(isEqual)
  if (equal) return { kind: 'equal-content-other-dates', period: equal, overlapping }
  if (overlapping.length === 0) return { kind: 'new' }
  return { kind: 'correction', of: overlapping, reachingBeyond: overlapping.filter((other) => reachesBeyond(period, other)) }
}

/** The periods of which only the difference is payable; none for one that is new or there already. */
export function correctedIn<P>(comparison: PeriodComparison<P>): P[] {
  switch (comparison.kind) {
    case 'correction':
      return comparison.of
    case 'equal-content-other-dates':
      return comparison.overlapping
    default:
      return []
  }
}

/** The dates of a period, or null for one that has none. */
export function datesOf({ start, end }: Pick<PeriodFacts, 'start' | 'end'>): PeriodDates | null {
  return start !== null && end !== null ? { start, end } : null
}

function isRelated(a: ComparedPeriod, b: ComparedPeriod): boolean {
  const isSameToken = a.token.symbol.toUpperCase() === b.token.symbol.toUpperCase()
  // Networks of records from before there were normal forms are written as somebody typed them.
  const isSameNetwork = a.network.toLowerCase() === b.network.toLowerCase()
  return isSameNetwork && a.payer === b.payer && isSameToken
}

function overlaps(a: PeriodFacts, b: PeriodFacts): boolean {
  const [ours, theirs] = [datesOf(a), datesOf(b)]
  return ours !== null && theirs !== null && datesOverlap(ours, theirs)
}

function reachesBeyond(period: PeriodFacts, other: PeriodFacts): boolean {
  const [ours, theirs] = [datesOf(period), datesOf(other)]
  return ours !== null && theirs !== null && (theirs.start < ours.start || theirs.end > ours.end)
}

function hasSameDates(a: PeriodFacts, b: PeriodFacts): boolean {
  return a.start === b.start && a.end === b.end && (a.start !== null || a.id === b.id)
}
