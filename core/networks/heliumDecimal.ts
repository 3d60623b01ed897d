/**
 * Helium's oracles reckon with decimals of 96 bits and at most 28 places after the point, rounded half to even. Where a result
 * does not fit, its last digits are lost before anything is rounded on purpose, which can decide a base unit. SPEC.md, [HM1].
 */
import { formatAmount } from '../model/money'
import { floor, multiply, type Rational, rational, roundHalfEven } from '../model/rational'

const MOST_DECIMALS = 28
const LARGEST_DIGITS = 2n ** 96n - 1n

/** @param exact not negative and below 2^96; the result of one multiplication or division */
export function heliumDecimal(exact: Rational): Rational {
  for (let decimals = MOST_DECIMALS; decimals >= 0; decimals--) {
    const scale = 10n ** BigInt(decimals)
    const digits = roundHalfEven(multiply(exact, rational(scale)))
    if (digits <= LARGEST_DIGITS) return rational(digits, scale)
  }
  throw new Error(`Broken invariant: ${floor(exact)} fits into 96 bits`)
}

/** As plain text without trailing zeros. */
export function heliumDecimalText(value: Rational): string {
  return formatAmount(floor(multiply(value, rational(10n ** BigInt(MOST_DECIMALS)))), MOST_DECIMALS)
}
