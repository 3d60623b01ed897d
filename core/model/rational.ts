/** Exact fractions of whole numbers, for rules that divide before they round. The denominator is above zero, and no divisor is left. */
import { Problem } from './problem'

export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n }

/** In lowest terms. @throws Problem `rational.zero-denominator` */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new Problem('rational.zero-denominator', 'Nothing can be divided by zero: correct the divisor.')
  const divisor = greatestDivisor(numerator, denominator)
  const sign = denominator < 0n ? -1n : 1n
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor }
}

/**
 * A decimal such as `0.95`, `-3` or `1e-7`, exactly.
 * @throws Problem `rational.malformed`, also for exponents beyond ±400, which no figure here has
 */
export function parseDecimal(text: string): Rational {
  const [, sign, whole = '', fraction = '', exponentText = '0'] = DECIMAL.exec(text.trim()) ?? []
  const exponent = Number(exponentText) - fraction.length
  if (sign === undefined || text.length > LONGEST_TEXT || Math.abs(Number(exponentText)) > LARGEST_EXPONENT) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
    throw new Problem('rational.malformed', `"${shown}" is not a number: write digits with a point, such as 12.5.`)
  }
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent)) : rational(digits, 10n ** BigInt(-exponent))
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** @throws Problem `rational.zero-denominator` */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator)
}

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/** The greatest whole number that is not above it. */
export function floor({ numerator, denominator }: Rational): bigint {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}

/** The whole number next to it; of two that are equally near, the even one. */
export function roundHalfEven(value: Rational): bigint {
  const below = floor(value)
  const twice = 2n * (value.numerator - below * value.denominator)
  const isUp = twice > value.denominator || (twice === value.denominator && below % 2n !== 0n)
  return isUp ? below + 1n : below
}

/** `1488707/400`, or a whole number alone. */
export function fractionText({ numerator, denominator }: Rational): string {
  return denominator === 1n ? numerator.toString() : `${numerator}/${denominator}`
}

/** The number next to it that a screen or chart can show; never for further reckoning with amounts. */
export function toNumber(value: Rational): number {
  if (value.numerator === 0n) return 0
  const magnitude = value.numerator < 0n ? -value.numerator : value.numerator
  const exponent = magnitude.toString().length - value.denominator.toString().length - SIGNIFICANT_DIGITS
  const digits =
    exponent >= 0
      ? magnitude / (value.denominator * 10n ** BigInt(exponent))
      : (magnitude * 10n ** BigInt(-exponent)) / value.denominator
  return Number(`${value.numerator < 0n ? '-' : ''}${digits}e${exponent}`)
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/
const LARGEST_EXPONENT = 400
const LONGEST_TEXT = 1000
/** More than a double tells apart. */
const SIGNIFICANT_DIGITS = 40

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
