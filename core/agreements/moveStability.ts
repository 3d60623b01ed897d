/** A stability reserve among the stages of an agreement: its history stands in the books. SPEC.md, rules [SR1] to [SR5]. */
import { largerOf, smallerOf } from '../model/money'
import { Problem } from '../model/problem'
import { floor, rational } from '../model/rational'
import type { StageOf } from '../model/terms'
import { type Books, readCounter, STARTS_AT } from './books'
import { HUNDRED_PERCENT, parsePercent } from './percent'
import type { TermMoney } from './price'
import { stabilityMovement } from './stabilityMovement'

interface StabilityContext {
  /** Of the agreement. */
  name: string
  /** When the period begins; null for one without dates. */
  start: string | null
  money: TermMoney
  /** Changed by it. */
  books: Books
  /** Under which the values of periods stand, each with its beginning. */
  counter: string
}

/**
 * @param amount base units that come into the stage
 * @returns base units into the reserve, or below zero what it pays, and what the period is worth, in minor units
 * @throws Problem `agreement.needs-dates`, `agreement.history-shared`, `agreement.other-unit` or `price.missing`
 */
export function moveStability(
  amount: bigint,
  { reserve, currency, periods, percent, bandPercent }: StageOf<'stability'>,
  { name, start, money, books, counter }: StabilityContext,
) {
  if (start === null) {
    throw new Problem(
      'agreement.needs-dates',
      `Agreement "${name}" compares the period with those before, and this one has no dates: import its rewards with them.`,
    )
  }
  const own = valueCounter(counter, start)
  const value = money.fromBaseUnits(amount, currency)
  if (books.counter(own)) {
    throw new Problem(
      'agreement.history-shared',
      `Agreement "${name}" keeps what a period was worth under "${counter}", and so does another: give each a history of its own.`,
    )
  }
  const earlier = stabilityHistory({ currency, periods }, { start, books, counter })
  const sum = earlier.reduce((all, { value: each }) => all + each, 0n)
  const movement = () =>
    stabilityMovement(
      {
        value: rational(value),
        average: rational(sum, BigInt(periods)),
        // A correction may have taken back more than was there.
        held: largerOf(0n, books.balance('reserve', reserve)),
        inTokens: (worth) => money.toBaseUnits(floor(worth), currency),
      },
      { share: inParts(percent, name), band: inParts(bandPercent, name) },
    )
  const moved = earlier.length < periods ? 0n : smallerOf(movement(), amount)
  books.setCounter(own, { unit: currency, value })
  books.move('reserve', reserve, moved)
  return { moved, counter: { counter: own, unit: currency, before: 0n, after: value } }
}

/** What the latest periods before were worth, in minor units, the earliest first; fewer than the stage asks for where there are fewer. */
export function stabilityHistory(
  { currency, periods }: Pick<StageOf<'stability'>, 'currency' | 'periods'>,
  { start, books, counter }: Pick<StabilityContext, 'books' | 'counter'> & { start: string },
): { start: string; value: bigint }[] {
  return books
    .instantsOf(counter)
    .filter((at) => at < start)
    .slice(-periods)
    .map((at) => ({ start: at, value: readCounter(books, valueCounter(counter, at), currency) }))
}

/** Counters without what the period that begins then was worth: as it was before it. */
export function countersBefore<C extends { counter: string }>(start: string, counters: readonly C[]): C[] {
  return counters.filter(({ counter }) => !counter.endsWith(STARTS_AT + start))
}

/** Where the value of a period stands in the books. */
export function valueCounter(counter: string, start: string): string {
  return counter + STARTS_AT + start
}

function inParts(percent: string, name: string) {
  return rational(parsePercent(percent, { field: `agreement ${name}` }), HUNDRED_PERCENT)
}
