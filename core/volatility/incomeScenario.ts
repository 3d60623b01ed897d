/** What members' income is worth along one course of the price, with and without the reserve. SPEC.md, rule [VO14]. */
import { invariant } from '../model/problem'
import type { Rational } from '../model/rational'
import { type Units, valueOfRows } from './convertAmounts'
import { type ReserveStep, type ReserveTerms, runReserve } from './stabilityReserve'

export interface ScenarioPeriod {
  price: Rational
  step: ReserveStep
  /** Minor units by member. */
  without: Map<string, bigint>
  with: Map<string, bigint>
  totalWithout: bigint
  totalWith: bigint
}

/** @param prices one per period, units of the currency for one whole token */
export function incomeScenario(
  incomes: readonly ReadonlyMap<string, bigint>[],
  prices: readonly Rational[],
  terms: ReserveTerms | null,
  units: Units,
): ScenarioPeriod[] {
  const periods = incomes.map((amounts, at) => {
    const price = prices[at]
    invariant(price, 'every period has a price')
    return { amounts, price }
  })
  return runReserve(periods, terms, units).map((step, at) => {
    const { amounts, price } = periods[at] ?? { amounts: new Map(), price: { numerator: 1n, denominator: 1n } }
    const without = valueOfRows(amounts, price, units, 'half-even')
    const kept = valueOfRows(step.amounts, price, units, 'half-even')
    return {
      price,
      step,
      without: without.minorUnits,
      with: kept.minorUnits,
      totalWithout: without.total,
      totalWith: kept.total,
    }
  })
}
