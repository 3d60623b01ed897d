/** What members' income is worth along one course of the price, with and without the reserve. SPEC.md, rule [VO14]. */
import { invariant } from '../model/problem'
import type { Rational } from '../model/rational'
import { roundedValue, type Units, valueOfRows } from './convertAmounts'
import { type PeriodSum, type ReserveStep, type ReserveTerms, reserveMovements, runReserve } from './stabilityReserve'

type ScenarioTotals = Pick<ScenarioPeriod, 'totalWithout' | 'totalWith'>

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

/** The totals of incomeScenario alone, for the many courses that are drawn. */
export function scenarioTotals(periods: readonly PeriodSum[], terms: ReserveTerms | null, units: Units): ScenarioTotals[] {
  const movements = reserveMovements(periods, terms, units)
  return periods.map(({ earned, price }, at) => ({
    totalWithout: roundedValue(earned, price, units, 'half-even'),
    totalWith: roundedValue(earned - (movements[at]?.moved ?? 0n), price, units, 'half-even'),
  }))
}
