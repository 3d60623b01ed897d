/**
 * Where a price may go, from how much it moved: log returns taken as independent and normal with no trend, so that the
 * typical price stays today's and the band widens with the square root of time. An estimate, not a forecast: markets jump
 * further than this more often.
 */
import { normalExceededWith } from '../../coverage/normalDistribution'
import type { PricePoint } from './readPrices'

export interface PriceBands {
  latest: PricePoint
  /** Standard deviation of the log of the price after one day. */
  dailyVolatility: number
  /** Days between the first and the last price. */
  days: number
}

/** One of ten prices lies below the low band, one of ten above the high one. */
const tailProbability = 0.1
const leastReturns = 10
const dayMs = 86_400_000

/** Null when there are too few prices to say how much they move. @param prices ascending by date */
export function priceBands(prices: readonly PricePoint[]): PriceBands | null {
  const latest = prices.at(-1)
  const first = prices[0]
  if (latest === undefined || first === undefined || prices.length <= leastReturns) return null
  let squares = 0
  for (const [index, { date, price }] of prices.entries()) {
    const before = prices[index - 1]
    // A return over several days is that much wider, so it counts per day.
    if (before) squares += Math.log(price / before.price) ** 2 / daysBetween(before.date, date)
  }
  return {
    latest,
    dailyVolatility: Math.sqrt(squares / (prices.length - 1)),
    days: daysBetween(first.date, latest.date),
  }
}

export type Band = 'low' | 'typical' | 'high'

/** Price after so many days in a band. */
export function priceAfter({ latest, dailyVolatility }: PriceBands, days: number, band: Band): number {
  const deviations = band === 'typical' ? 0 : normalExceededWith(tailProbability) * (band === 'high' ? 1 : -1)
  return latest.price * Math.exp(deviations * dailyVolatility * Math.sqrt(days))
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs
}
