/**
 * What a stability reserve does in a period: it takes a part of what a good period is worth above the average of those before,
 * and pays a part of what a bad one lacks. Values are exact; only tokens are rounded. SPEC.md, rules [VO9] to [VO11], [TE12].
 */
import { smallerOf } from '../model/money'
import { add, compare, multiply, type Rational, rational, ZERO } from '../model/rational'

export interface StabilityTerms {
  /** Part of the excess that goes into the reserve, and of the shortfall that it pays, from 0 to 1. */
  share: Rational
  /** How far from the average a period may be before the reserve acts, from 0 to 1. */
  band: Rational
}

interface StabilityPeriod {
  /** What the period is worth, and the average of those before. */
  value: Rational
  average: Rational
  /** What the reserve holds, base units. */
  held: bigint
  /** Base units that a value buys in the period, rounded down. */
  inTokens: (value: Rational) => bigint
}

const ONE = rational(1n)

/** @returns base units into the reserve, or below zero what it pays */
export function stabilityMovement({ value, average, held, inTokens }: StabilityPeriod, { share, band }: StabilityTerms): bigint {
  const aboveUpper = add(value, negative(multiply(average, add(ONE, band))))
  const belowLower = add(multiply(average, add(ONE, negative(band))), negative(value))
  if (compare(aboveUpper, ZERO) > 0) return inTokens(multiply(share, aboveUpper))
  if (compare(belowLower, ZERO) <= 0) return 0n
  return -smallerOf(inTokens(multiply(share, belowLower)), held)
}

function negative({ numerator, denominator }: Rational): Rational {
  return { numerator: -numerator, denominator }
}
