/** Amounts of a currency with all of its decimals, as banks want them: `1234.50`, never with an exponent or marks between. */
import { currencyDecimals } from '../model/currency'

/** @param minorUnits of 0 or more */
export function decimalAmount(minorUnits: bigint, currency: string): string {
  const decimals = currencyDecimals(currency)
  const digits = minorUnits.toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`
}
