/** Currencies of states by their ISO 4217 code, and how many decimals their amounts have. Figures: ISO 4217, list one. */
import { Problem } from './problem'

const WITHOUT_DECIMALS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '))
const WITH_THREE = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** @throws Problem `currency.unknown-form` for what is no code of three capital letters. */
export function currencyDecimals(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new Problem('currency.unknown-form', `"${currency.slice(0, 20)}" is no currency: write its three letters, such as EUR.`)
  }
  if (WITHOUT_DECIMALS.has(currency)) return 0
  return WITH_THREE.has(currency) ? 3 : 2
}
