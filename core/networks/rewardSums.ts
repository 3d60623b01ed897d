/** What the amounts of a rewards table say together: a last one that sums up the others, and more than there can be. */
import { formatAmount, sumBaseUnits, type Token } from '../model/money'
import type { RewardsReading } from './rewardsReading'

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

/** @returns why an amount cannot be, or null. [RR6] */
function beyondSupply(totalBaseUnits: bigint, { symbol, decimals }: Token): string | null {
  const most = MOST_TOKENS[symbol.toUpperCase()]
  if (most === undefined || totalBaseUnits <= most * 10n ** BigInt(decimals)) return null
  return `The amounts are ${formatAmount(totalBaseUnits, decimals)} ${symbol} in all, and there can be ${most} at most: they may be in base units, so give the table a column "unit" that says so.`
}

/**
 * Takes a last row that is the sum of the others, and all amounts that cannot be, out of a reading and names them. [RR2] [RR6]
 * @param lineOf where the row of a hotspot stands
 */
export function refuseSums(
  reading: RewardsReading,
  lineOf: (hotspotKey: string) => number | null,
  field: string,
): RewardsReading {
  const { rewards, problems, token } = reading
  const last = rewards.at(-1)
  if (last && endsInSum(rewards.map(({ amountBaseUnits }) => amountBaseUnits))) {
    const message = `"${last.hotspotKey.slice(0, 40)}" got exactly what all rows before it got, so it seems to sum them up: remove the row; if it is a hotspot, move its row up.`
    return {
      ...reading,
      rewards: rewards.slice(0, -1),
      problems: [...problems, { line: lineOf(last.hotspotKey), field, message }],
    }
  }
  const message = beyondSupply(sumBaseUnits(rewards.map(({ amountBaseUnits }) => amountBaseUnits)), token)
  return message === null ? reading : { ...reading, rewards: [], problems: [...problems, { line: null, field, message }] }
}
