/** A fall of the price laid over a history. SPEC.md, rule [VO15]. */
import { multiply, type Rational, rational, roundHalfEven } from '../model/rational'

const WEEK_MS = 7 * 86_400_000
/** What is left of the price after the week, in percent. */
const LEFT_PERCENT = 60n
const PRICE_SCALE = 10n ** 18n

/** The price at an instant when, from `startMs` on, it falls by 40 % evenly within one week and stays there. */
export function shockedPrice(price: Rational, instantMs: number, startMs: number): Rational {
  const passedMs = Math.min(Math.max(instantMs - startMs, 0), WEEK_MS)
  const fallen = (100n - LEFT_PERCENT) * BigInt(passedMs)
  return decimalPrice(multiply(price, rational(100n * BigInt(WEEK_MS) - fallen, 100n * BigInt(WEEK_MS))))
}

/** Rounded half to even to 18 decimals, and never down to nothing. */
export function decimalPrice(price: Rational): Rational {
  const digits = roundHalfEven(multiply(price, rational(PRICE_SCALE)))
  return rational(digits > 0n ? digits : 1n, PRICE_SCALE)
}
