/** Prices of one token in one currency over time, exact as they were written. SPEC.md, rule [VO5]. */
import type { PriceTableRecord } from '../agreements/agreementRecords'
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

/** @throws Problem `price.malformed` or `price.not-positive` */
export function parsePrice(cell: string): Pick<Price, 'text' | 'digits' | 'decimals'> {
  const text = cell.trim()
  const [, whole, fraction = ''] = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? []
  if (whole === undefined) {
    throw new Problem(
      'price.malformed',
      `"${text.slice(0, 40)}" is not a price: write digits with a point, such as 3.59, or leave the row out.`,
    )
  }
  const digits = BigInt(whole + fraction)
  if (digits > 0n) return { text, digits, decimals: fraction.length }
  throw new Problem('price.not-positive', 'A price of 0 is no price: correct the row or leave it out.')
}

/** A table as it is kept. */
export function priceTableOf({ currency, sourceName, contentSha256, prices }: PriceTableRecord): PriceTable {
  const readable = prices.map(([at, text]) => ({ atMs: Date.parse(at), ...parsePrice(text) }))
  return { currency, source: { name: sourceName, contentSha256 }, prices: readable }
}

/** Units of the currency for one whole token. */
export function exactPrice({ digits, decimals }: Pick<Price, 'digits' | 'decimals'>): Rational {
  return rational(digits, 10n ** BigInt(decimals))
}
