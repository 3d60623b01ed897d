/** A simulation as a document: amounts and values as decimal text, sealed by a digest. */
import { seal } from '../model/contentDigest'
import { currencyDecimals } from '../model/currency'
import { formatAmount } from '../model/money'
import { fractionText, multiply, type Rational, rational } from '../model/rational'
import type { ScenarioPeriod } from './incomeScenario'
import { BAND_PERCENTS, type Bands } from './priceDraws'
import type { Simulation, SimulationInput } from './simulateVolatility'
import { worstQuarter } from './worstQuarter'

/** `commonmast-volatility-v1`. Values are in the currency, amounts in whole tokens. */
export function volatilityReport(input: SimulationInput, simulation: Simulation) {
  const { prices, token, periods, terms, seed, draws, oldestPriceMs } = input
  const decimals = currencyDecimals(prices.currency)
  const value = (minorUnits: bigint) => formatAmount(minorUnits, decimals)
  const amount = (baseUnits: bigint) => formatAmount(baseUnits, token.decimals)
  const bandTexts = (bands: Bands) => Object.fromEntries(BAND_PERCENTS.map((percent, at) => [percent, value(bands[at] ?? 0n)]))
  const scenario = (course: readonly ScenarioPeriod[]) => ({
    periods: course.map((each, at) => ({
      start: periods[at]?.dates.start ?? '',
      end: periods[at]?.dates.end ?? '',
      price: priceText(each.price),
      averageValuePerMember: each.step.average && fractionText(multiply(each.step.average, unit(decimals))),
      intoReserve: amount(each.step.intoReserve),
      outOfReserve: amount(each.step.outOfReserve),
      reserveAfter: amount(each.step.reserveAfter),
      valueWithout: value(each.totalWithout),
      valueWith: value(each.totalWith),
      members: [...each.step.amounts].map(([member, kept]) => ({
        member,
        amountWithout: amount(periods[at]?.amounts.get(member) ?? 0n),
        amountWith: amount(kept),
        valueWithout: value(each.without.get(member) ?? 0n),
        valueWith: value(each.with.get(member) ?? 0n),
      })),
    })),
    worstQuarter: {
      without: quarter(course.map(({ totalWithout }) => totalWithout)),
      with: quarter(course.map(({ totalWith }) => totalWith)),
    },
  })
  const quarter = (values: readonly bigint[]) => {
    const worst = worstQuarter(
      periods.map(({ dates }) => dates),
      values,
    )
    return worst && { start: worst.start, end: worst.end, value: value(worst.minorUnits) }
  }
  return seal({
    format: 'commonmast-volatility-v1' as const,
    token: { symbol: token.symbol, decimals: token.decimals },
    currency: prices.currency,
    prices: {
      ...prices.source,
      oldestAllowedMs: oldestPriceMs,
      used: simulation.found.map(({ price, ageMs }) => ({ at: new Date(price.atMs).toISOString(), price: price.text, ageMs })),
    },
    reserve: terms && { share: fractionText(terms.share), band: fractionText(terms.band), window: terms.window },
    history: scenario(simulation.history),
    shock: {
      start: new Date(simulation.shock.startMs).toISOString(),
      fallPercent: 40,
      days: 7,
      ...scenario(simulation.shock.periods),
    },
    drawn: simulation.bands && {
      seed,
      draws,
      periods: simulation.bands.map((each, at) => ({
        start: periods[at]?.dates.start ?? '',
        end: periods[at]?.dates.end ?? '',
        valueWithout: bandTexts(each.without),
        valueWith: bandTexts(each.with),
      })),
    },
  })
}

export type VolatilityReport = ReturnType<typeof volatilityReport>

/** Prices are decimals here: as they were written, or rounded to 18 decimals. */
function priceText(price: Rational): string {
  const decimals = price.denominator.toString(2).length
  return formatAmount((price.numerator * 10n ** BigInt(decimals)) / price.denominator, decimals)
}

function unit(decimals: number): Rational {
  return rational(1n, 10n ** BigInt(decimals))
}
