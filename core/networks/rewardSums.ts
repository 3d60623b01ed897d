/** What the amounts of a rewards table say together: a last one that sums up the others, and more than there can be. */
import { formatAmount, sumBaseUnits, type Token } from '../model/money'

/** So many rows before the last make it no coincidence that it is their sum. */
const FEWEST_SUMMED = 3

/** Whether the last amount is the sum of all before it. [RR2] */
export function endsInSum(amountsBaseUnits: readonly bigint[]): boolean {
  const last = amountsBaseUnits.at(-1) ?? 0n
  return last > 0n && amountsBaseUnits.length > FEWEST_SUMMED && sumBaseUnits(amountsBaseUnits.slice(0, -1)) === last
}

/** Of tokens that end, how many there can ever be. */
const MOST_TOKENS: Readonly<Record<string, bigint>> = {
  HNT: 223_000_000n,
  IOT: 200_000_000_000n,
  MOBILE: 230_000_000_000n,
  WXM: 100_000_000n,
  FIL: 2_000_000_000n,
  TAO: 21_000_000n,
}

/** @returns why so much cannot be, or null. [RR6] */
export function beyondSupply(totalBaseUnits: bigint, { symbol, decimals }: Token): string | null {
  const most = MOST_TOKENS[symbol.toUpperCase()]
  if (most === undefined || totalBaseUnits <= most * 10n ** BigInt(decimals)) return null
  return `The amounts are ${formatAmount(totalBaseUnits, decimals)} ${symbol} in all, and there can be ${most} at most: they may be in base units, so give the table a column "unit" that says so.`
}

/** Tokens of fewer decimals than this are paid in whole numbers of any size. */
const FEWEST_DECIMALS = 6

/**
 * Whether whole amounts may be base units, because one of them would be a whole token or more as such, and so many tokens are
 * hardly one hotspot's. [RR12]
 * @param amounts as the table writes them, of the rows that say no unit
 */
export function mayBeBaseUnits(amounts: readonly string[], { decimals }: Token): boolean {
  const isWhole = (amount: string) => /^\d+$/.test(amount.trim())
  if (decimals < FEWEST_DECIMALS || amounts.length === 0 || !amounts.every(isWhole)) return false
  return amounts.some((amount) => amount.trim().replace(/^0+/, '').length > decimals)
}
