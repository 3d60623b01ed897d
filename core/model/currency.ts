/** Currencies of states by their ISO 4217 code, and how many decimals their amounts have. SPEC.md, rule [VO6]. */
import { Problem } from './problem'

const CODES_BY_DECIMALS: readonly (readonly [decimals: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
     DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
     KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
     PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
     USD UYU UZS VES WST XCD YER ZAR ZMW`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
]

const DECIMALS = new Map(CODES_BY_DECIMALS.flatMap(([decimals, codes]) => codes.split(/\s+/).map((code) => [code, decimals])))

/** All codes, in order. */
export const CURRENCIES: readonly string[] = [...DECIMALS.keys()].sort()

export function isCurrency(code: string): boolean {
  return DECIMALS.has(code)
}

/** @param code in capital letters. @throws Problem `currency.unknown` */
export function currencyDecimals(code: string): number {
  const decimals = DECIMALS.get(code)
  if (decimals !== undefined) return decimals
  throw new Problem('currency.unknown', `"${code.slice(0, 20)}" is not a currency: give its three letters, such as EUR.`)
}
