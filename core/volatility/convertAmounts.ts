/**
 * Tokens in money and back, exact up to one stated rounding. Amounts are whole base units of the token and whole minor units of
 * the currency (cents where it has two decimals). SPEC.md, rules [VO7] and [VO8].
 */

import { apportion } from '../agreements/apportion'
import { assertNever, Problem } from '../model/problem'
import { divide, floor, multiply, type Rational, rational, roundHalfEven } from '../model/rational'

export type Rounding = 'floor' | 'half-even'

export interface Units {
  tokenDecimals: number
  currencyDecimals: number
}

/** What the base units are worth in minor units, not yet rounded. @param price units of the currency for one whole token */
export function exactValue(baseUnits: bigint, price: Rational, { tokenDecimals, currencyDecimals }: Units): Rational {
  return multiply(price, rational(baseUnits * 10n ** BigInt(currencyDecimals), 10n ** BigInt(tokenDecimals)))
}

/** The same in whole minor units. */
export function roundedValue(baseUnits: bigint, price: Rational, units: Units, rounding: Rounding): bigint {
  return round(exactValue(baseUnits, price, units), rounding)
}

/** Base units that are worth so many minor units. @throws Problem `price.not-positive` */
export function tokensFor(minorUnits: Rational, price: Rational, units: Units, rounding: Rounding): bigint {
  if (price.numerator <= 0n) throw new Problem('price.not-positive', 'Nothing can be bought at a price of 0: correct the price.')
  return round(divide(minorUnits, exactValue(1n, price, units)), rounding)
}

/**
 * Rows in minor units, of which the sum is the rounded sum of their exact values: what is left over goes to the greatest
 * remainders. @param rows by key, amounts of 0 or more
 */
export function valueOfRows(
  rows: ReadonlyMap<string, bigint>,
  price: Rational,
  units: Units,
  rounding: Rounding,
): { total: bigint; minorUnits: Map<string, bigint> } {
  const earned = [...rows.values()].reduce((sum, baseUnits) => sum + baseUnits, 0n)
  const total = roundedValue(earned, price, units, rounding)
  const { amounts } = apportion(
    total,
    [...rows].map(([key, weight]) => ({ key, weight })),
  )
  return { total, minorUnits: amounts }
}

function round(value: Rational, rounding: Rounding): bigint {
  switch (rounding) {
    case 'floor':
      return floor(value)
    case 'half-even':
      return roundHalfEven(value)
    default:
      return assertNever(rounding)
  }
}
