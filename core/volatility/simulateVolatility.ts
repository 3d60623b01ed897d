/**
 * What swings of the price do to members' income, with and without a reserve: along the history, with a shock laid on it, and over
 * drawn courses. The same input and seed give the same result everywhere. SPEC.md, rules [VO14] to [VO18].
 */
import type { CancelSignal } from '../model/cancelSignal'
import { currencyDecimals } from '../model/currency'
import type { Token } from '../model/money'
import { Problem } from '../model/problem'
import type { Rational } from '../model/rational'
import { seededRandom } from '../model/seededRandom'
import { nextTurn } from '../model/turns'
import type { Units } from './convertAmounts'
import { incomeScenario, type ScenarioPeriod, scenarioTotals } from './incomeScenario'
import { type Bands, bandsOf, drawPrices } from './priceDraws'
import { shockedPrice } from './priceShock'
import { exactPrice, type FoundPrice, type PriceTable, priceAt } from './priceTable'
import type { IncomePeriod } from './readIncomeTable'
import { type ReserveTerms, sumOfPeriod } from './stabilityReserve'

export interface SimulationInput {
  prices: PriceTable
  token: Token
  /** By time; no two overlap. */
  periods: readonly IncomePeriod[]
  terms: ReserveTerms | null
  /** Older prices do not count. */
  oldestPriceMs: number
  seed: string
  /** How many courses of the price are drawn. */
  draws: number
}

export interface SimulationPace {
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
  /** Looked at before every course. */
  signal?: CancelSignal | undefined
}

interface BandsPair {
  without: Bands
  with: Bands
}

export interface Simulation {
  /** The price of each period: the latest when the period ends. */
  found: FoundPrice[]
  history: ScenarioPeriod[]
  shock: { startMs: number; periods: ScenarioPeriod[] }
  /** Of the value of all members' income together, one per period; null where fewer than two periods give no steps to draw. */
  bands: BandsPair[] | null
}

/** @throws Problem `volatility.no-income`, `volatility.cancelled`, `price.*`, `reserve.bad-terms` */
export async function simulateVolatility(input: SimulationInput, pace: SimulationPace = {}): Promise<Simulation> {
  const { periods, prices, token, terms, oldestPriceMs } = input
  const middle = periods[Math.floor(periods.length / 2)]
  if (!middle) throw new Problem('volatility.no-income', 'There is no income to look at: give at least one period.')
  const units = { tokenDecimals: token.decimals, currencyDecimals: currencyDecimals(prices.currency) }
  const incomes = periods.map(({ amounts }) => amounts)
  const endsMs = periods.map(({ dates }) => Date.parse(dates.end))
  const found = endsMs.map((endMs) => priceAt(prices, endMs, oldestPriceMs))
  const historyPrices = found.map(({ price }) => exactPrice(price))
  const startMs = Date.parse(middle.dates.start)
  const shocked = historyPrices.map((price, at) => shockedPrice(price, endsMs[at] ?? startMs, startMs))
  const run = (course: readonly Rational[]) => incomeScenario(incomes, course, terms, units)
  return {
    found,
    history: run(historyPrices),
    shock: { startMs, periods: run(shocked) },
    bands: await drawBands(historyPrices, input, units, pace),
  }
}

async function drawBands(
  historyPrices: readonly Rational[],
  { periods, terms, seed, draws }: SimulationInput,
  units: Units,
  { onProgress, signal }: SimulationPace,
): Promise<BandsPair[] | null> {
  if (historyPrices.length < 2 || draws < 1) return null
  const random = seededRandom(seed)
  const sums = historyPrices.map((price, at) => sumOfPeriod({ amounts: periods[at]?.amounts ?? new Map(), price }))
  const totals = historyPrices.map(() => ({ without: [] as bigint[], with: [] as bigint[] }))
  for (let done = 0; done < draws; done++) {
    onProgress?.({ done, total: draws })
    await nextTurn()
    if (signal?.aborted)
      throw new Problem('volatility.cancelled', 'The simulation was stopped: start it again when it is wanted.')
    const course = drawPrices(historyPrices, random)
    const drawn = sums.map((sum, at) => ({ ...sum, price: course[at] ?? sum.price }))
    for (const [at, { totalWithout, totalWith }] of scenarioTotals(drawn, terms, units).entries()) {
      totals[at]?.without.push(totalWithout)
      totals[at]?.with.push(totalWith)
    }
  }
  onProgress?.({ done: draws, total: draws })
  return totals.map((each) => ({ without: bandsOf(each.without), with: bandsOf(each.with) }))
}
