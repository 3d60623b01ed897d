/** Prices of one token in one currency over time, exact as they were written. SPEC.md, rule [VO5]. */
import { Problem } from '../model/problem'
import { type Rational, rational } from '../model/rational'

export interface Price {
  /** From when on it counts, in milliseconds since 1970. */
  atMs: number
  /** As the source writes it: `3.59`. */
  text: string
  /** The price is `digits` · 10^-`decimals` units of the currency for one whole token; above zero. */
  digits: bigint
  decimals: number
}

export interface PriceTable {
  /** ISO 4217, in capital letters. */
  currency: string
  source: {
    name: string
    /** Over currency, times and prices, whatever the file's form. */
    contentSha256: string
  }
  /** By time, no two at one. */
  prices: readonly Price[]
}

export interface FoundPrice {
  price: Price
  /** How long before the instant it was stated. */
  ageMs: number
}

/**
 * The latest price at the instant or before it.
 * @throws Problem `price.none-before`, or `price.too-old` when it is older than `oldestMs`
 */
export function priceAt({ prices, source }: PriceTable, instantMs: number, oldestMs: number): FoundPrice {
  let [from, to] = [0, prices.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((prices[middle]?.atMs ?? Number.POSITIVE_INFINITY) <= instantMs) from = middle + 1
    else to = middle
  }
  const price = prices[from - 1]
  const when = new Date(instantMs).toISOString()
  if (!price) {
    throw new Problem('price.none-before', `${source.name} has no price at ${when} or before: add the prices from there on.`)
  }
  const ageMs = instantMs - price.atMs
  if (ageMs <= oldestMs) return { price, ageMs }
  throw new Problem(
    'price.too-old',
    `The last price before ${when} in ${source.name} is of ${new Date(price.atMs).toISOString()}, which is too old: add the prices between, or allow older ones.`,
  )
}

/** Units of the currency for one whole token. */
export function exactPrice({ digits, decimals }: Pick<Price, 'digits' | 'decimals'>): Rational {
  return rational(digits, 10n ** BigInt(decimals))
}
