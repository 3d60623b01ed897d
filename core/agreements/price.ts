/**
 * Money of a state in a token at a stated price, in whole numbers only. What a price does not divide is rounded down, and
 * whoever was paid that is paid in full, whatever the price is later. SPEC.md, rules [FI1] to [FI3].
 */
import { z } from 'zod'
import { currencyDecimals } from '../model/currency'
import { parseAmount, type Token } from '../model/money'
import { Problem } from '../model/problem'
import type { TermAmount } from '../model/terms'

export const priceSchema = z.object({
  currency: z.string(),
  /** Money of the currency for one whole token, as decimal text. */
  price: z.string().regex(/^\d{1,30}(\.\d{1,30})?$/, 'must be a decimal such as 3.4731'),
  /** Where it is from, and at what time it was so. */
  source: z.string().min(1),
  at: z.iso.datetime(),
})
export type Price = z.infer<typeof priceSchema>

/** Minor units (cents) of an amount of money. @throws Problem of `currencyDecimals` and `parseAmount`. */
export function minorUnits(amount: string, currency: string): bigint {
  return parseAmount(amount, currencyDecimals(currency))
}

/** Base units for minor units at a price, rounded down. */
function baseUnitsFor(minor: bigint, price: Price, token: Token): bigint {
  const { numerator, denominator } = ratio(price, token)
  return (minor * denominator) / numerator
}

/** Minor units that base units are worth at a price, rounded down. */
function minorUnitsOf(baseUnits: bigint, price: Price, token: Token): bigint {
  const { numerator, denominator } = ratio(price, token)
  return (baseUnits * numerator) / denominator
}

/** Minor units per base unit as a fraction. */
function ratio({ price, currency }: Price, { decimals }: Token): { numerator: bigint; denominator: bigint } {
  const [whole = '', fraction = ''] = price.split('.')
  const numerator = BigInt(whole + fraction) * 10n ** BigInt(currencyDecimals(currency))
  if (numerator === 0n) {
    throw new Problem('price.zero', `The price of the token in ${currency} is zero: state one that is above zero.`)
  }
  return { numerator, denominator: 10n ** BigInt(fraction.length + decimals) }
}

/** What amounts in terms mean in a period: its token and its prices. */
export class TermMoney {
  readonly #prices: ReadonlyMap<string, Price>

  /** @throws Problem `price.twice` */
  constructor(
    readonly token: Token,
    prices: readonly Price[],
  ) {
    this.#prices = new Map(prices.map((price) => [price.currency, price]))
    if (this.#prices.size < prices.length) {
      throw new Problem('price.twice', 'Two prices are stated for one currency: keep the one that is meant.')
    }
  }

  /** The unit in which a term counts: base units, or minor units of its currency. */
  unitOf(amount: TermAmount): string {
    return 'baseUnits' in amount ? 'base-units' : amount.currency
  }

  /** The amount in its own unit. */
  ownUnits(amount: TermAmount): bigint {
    return 'baseUnits' in amount ? BigInt(amount.baseUnits) : minorUnits(amount.fiat, amount.currency)
  }

  /** Base units for so much of the unit. @throws Problem `price.missing` */
  toBaseUnits(units: bigint, unit: string): bigint {
    return unit === 'base-units' ? units : baseUnitsFor(units, this.#priceOf(unit), this.token)
  }

  /** How much of the unit base units are worth, rounded down. @throws Problem `price.missing` */
  fromBaseUnits(baseUnits: bigint, unit: string): bigint {
    return unit === 'base-units' ? baseUnits : minorUnitsOf(baseUnits, this.#priceOf(unit), this.token)
  }

  baseUnitsOf(amount: TermAmount): bigint {
    return this.toBaseUnits(this.ownUnits(amount), this.unitOf(amount))
  }

  #priceOf(currency: string): Price {
    const price = this.#prices.get(currency)
    if (price) return price
    throw new Problem(
      'price.missing',
      `An agreement names an amount in ${currency}: state the price of ${this.token.symbol} in ${currency}, where it is from and of when.`,
      { field: 'prices' },
    )
  }
}
