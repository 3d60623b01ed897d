/** What an amount of a token is worth at a stated price, in whole minor units of the currency. SPEC.md, rule [ST31]. */
import type { Price } from '../agreements/price'
import { currencyDecimals } from '../model/currency'
import type { Token } from '../model/money'
import type { LedgerEntry } from './ledgerEntry'
import { fixedDecimals, roundHalfAway } from './roundRows'

/** More than entries can say. */
const LARGEST_WHOLE = 10n ** 15n

/**
 * @param baseUnits of any sign; a worth has none
 * @returns rounded half up; null for nothing, and for 10^15 and more
 * @throws Problem `currency.unknown`
 */
export function worthOf(baseUnits: bigint, { price, currency, source, at }: Price, token: Token): LedgerEntry['fiat'] {
  const size = baseUnits < 0n ? -baseUnits : baseUnits
  const [whole = '', fraction = ''] = price.split('.')
  const decimals = currencyDecimals(currency)
  const product = size * BigInt(whole + fraction) * 10n ** BigInt(decimals)
  const minor = roundHalfAway(product, 10n ** BigInt(fraction.length + token.decimals))
  if (size === 0n || minor >= LARGEST_WHOLE * 10n ** BigInt(decimals)) return null
  return {
    currency,
    amountText: fixedDecimals(minor, decimals),
    priceText: price,
    priceSource: `${source}, ${at}`.slice(0, 500),
  }
}
