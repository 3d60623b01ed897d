/**
 * A reserve that takes a part of what good periods are worth above a reference, and pays a part of what bad ones lack. It holds
 * tokens, not money. SPEC.md, rules [VO9] to [VO13]. Amounts are bigint base units.
 */

import { apportion } from '../agreements/apportion'
import { type StabilityTerms, stabilityMovement } from '../agreements/stabilityMovement'
import { invariant, Problem } from '../model/problem'
import { add, compare, divide, multiply, type Rational, rational, ZERO } from '../model/rational'
import { exactValue, tokensFor, type Units } from './convertAmounts'

export interface ReserveTerms extends StabilityTerms {
  /** So many periods before it make the average; until there are so many, the reserve does nothing. */
  window: number
}

export interface ValuedPeriod {
  /** What each member earned, by id. */
  amounts: ReadonlyMap<string, bigint>
  /** Units of the currency for one whole token, above zero. */
  price: Rational
}

export interface ReserveStep {
  /** What each member gets, by id. */
  amounts: Map<string, bigint>
  intoReserve: bigint
  outOfReserve: bigint
  reserveAfter: bigint
  /** Average value per member of the periods before, in minor units; null while there are too few. */
  average: Rational | null
}

/** What the reserve looks at: nothing of it is any one member's. */
export interface PeriodSum {
  earned: bigint
  members: number
  /** Units of the currency for one whole token, above zero. */
  price: Rational
}

interface Movement {
  /** Base units into the reserve, or below zero what it pays. */
  moved: bigint
  reserveAfter: bigint
  average: Rational | null
}

/**
 * Runs the reserve, empty at first, over periods in their order. With `terms` null nothing changes.
 * @throws Problem `reserve.bad-terms`
 */
export function runReserve(periods: readonly ValuedPeriod[], terms: ReserveTerms | null, units: Units): ReserveStep[] {
  const movements = reserveMovements(periods.map(sumOfPeriod), terms, units)
  return periods.map(({ amounts }, at): ReserveStep => {
    const { moved, reserveAfter, average } = movements[at] ?? { moved: 0n, reserveAfter: 0n, average: null }
    return {
      amounts: moved === 0n ? new Map(amounts) : withMovement(amounts, moved),
      intoReserve: moved > 0n ? moved : 0n,
      outOfReserve: moved < 0n ? -moved : 0n,
      reserveAfter,
      average,
    }
  })
}

/** What goes in and out, without saying whose it is. @throws Problem `reserve.bad-terms` */
export function reserveMovements(periods: readonly PeriodSum[], terms: ReserveTerms | null, units: Units): Movement[] {
  if (!terms) return periods.map(() => ({ moved: 0n, reserveAfter: 0n, average: null }))
  checkTerms(terms)
  const values = periods.map((period) => valuePerMember(period, units))
  let held = 0n
  return periods.map((period, at): Movement => {
    const before = values.slice(Math.max(0, at - terms.window), at)
    const average = before.length === terms.window ? divide(sumOf(before), rational(BigInt(terms.window))) : null
    const moved = average ? movement(period, values[at] ?? ZERO, average, terms, held, units) : 0n
    held += moved
    invariant(held >= 0n && moved <= period.earned, 'nobody gives more than they have')
    return { moved, reserveAfter: held, average }
  })
}

export function sumOfPeriod({ amounts, price }: ValuedPeriod): PeriodSum {
  return { earned: [...amounts.values()].reduce((sum, amount) => sum + amount, 0n), members: amounts.size, price }
}

/** Base units into the reserve, or below zero what it pays. */
function movement(
  { members, price }: PeriodSum,
  value: Rational,
  average: Rational,
  terms: ReserveTerms,
  held: bigint,
  units: Units,
): bigint {
  const inTokens = (perMember: Rational) => tokensFor(multiply(perMember, rational(BigInt(members))), price, units, 'floor')
  return stabilityMovement({ value, average, held, inTokens }, terms)
}

/** In proportion to what was earned; where nobody earned anything, in equal parts. */
function withMovement(amounts: ReadonlyMap<string, bigint>, moved: bigint): Map<string, bigint> {
  const total = [...amounts.values()].reduce((sum, amount) => sum + amount, 0n)
  const weights = [...amounts].map(([key, amount]) => ({ key, weight: total === 0n ? 1n : amount }))
  return apportion(total - moved, weights).amounts
}

function valuePerMember({ earned, members, price }: PeriodSum, units: Units): Rational {
  return members === 0 ? ZERO : divide(exactValue(earned, price, units), rational(BigInt(members)))
}

function checkTerms({ share, band, window }: ReserveTerms): void {
  for (const [what, part] of Object.entries({ share, band })) {
    if (part.numerator < 0n || compare(part, ONE) > 0) {
      throw new Problem('reserve.bad-terms', `The ${what} of the reserve must be from 0 to 100 percent: correct it.`)
    }
  }
  if (Number.isSafeInteger(window) && window >= 1) return
  throw new Problem('reserve.bad-terms', 'The average needs at least one period before: give a whole number of 1 or more.')
}

const ONE = rational(1n)

function sumOf(values: readonly Rational[]): Rational {
  return values.reduce(add, ZERO)
}
