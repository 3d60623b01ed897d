import { formatAmount, type Token } from '../model/money'

/** An exact amount with its symbol as plain text, for pictures and sentences: `1 234.5 WXM`, grouped by thin spaces. */
export function amountText(baseUnits: bigint, token: Token): string {
  return `${groupWhole(formatAmount(baseUnits, token.decimals))} ${token.symbol}`
}

/** Groups the whole part of a decimal by thin spaces; the fraction stays as it is. */
export function groupWhole(decimal: string): string {
  const [whole = '0', fraction] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
