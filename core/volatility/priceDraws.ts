/** Courses of the price made of the history's own steps, and the bands in which income lies over them. SPEC.md, rule [VO16]. */
import { divide, multiply, type Rational } from '../model/rational'
import type { SeededRandom } from '../model/seededRandom'
import { decimalPrice } from './priceShock'

export const BAND_PERCENTS = [5, 25, 50, 75, 95] as const

/** Minor units at each of BAND_PERCENTS. */
export type Bands = bigint[]

/** From the first price on, each step is one of the history's steps from period to period, drawn with replacement. */
export function drawPrices(history: readonly Rational[], random: SeededRandom): Rational[] {
  const steps = history.slice(1).map((price, at) => divide(price, history[at] ?? price))
  const [first] = history
  if (!first) return []
  const course = [first]
  let price = first
  for (let count = 1; count < history.length; count++) {
    price = decimalPrice(multiply(price, steps[random.below(steps.length)] ?? ONE))
    course.push(price)
  }
  return course
}

/** The smallest value that so many percent of all do not exceed. @param values at least one */
export function bandsOf(values: readonly bigint[]): Bands {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return BAND_PERCENTS.map((percent) => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0n)
}

const ONE: Rational = { numerator: 1n, denominator: 1n }
