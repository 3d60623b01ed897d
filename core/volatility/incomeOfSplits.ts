/** What members earned, period by period, from splits. SPEC.md, rule [VO20]. */
import { largerOf, type Token } from '../model/money'
import type { SplitFileV3 } from '../rewards/splitFileV3'
import type { IncomePeriod } from './readIncomeTable'

export interface IncomeOfSplits {
  /** By time; no two overlap. */
  periods: IncomePeriod[]
  /** Names of periods that are left out, because they have no dates or overlap others. */
  leftOut: string[]
  /** By member. */
  names: Map<string, string>
}

/**
 * What the stages gave in each period. A correction counts for the period that it corrects; what members were given too much in all
 * is no income below zero, but none.
 * @param splits closed periods of one token, in the order in which they were closed
 */
export function incomeOfSplits(splits: readonly SplitFileV3[], { symbol, decimals }: Token): IncomeOfSplits {
  const byStart = new Map<string, IncomePeriod>()
  const names = new Map<string, string>()
  const leftOut: string[] = []
  for (const { period, token, members } of splits) {
    if (token.symbol !== symbol || token.decimals !== decimals) continue
    const { start, end, name } = period
    const known = start === null ? undefined : byStart.get(start)
    const isApart =
      start !== null && end !== null && [...byStart.values()].every(({ dates }) => end <= dates.start || dates.end <= start)
    if (start === null || end === null || (known ? known.dates.end !== end : !isApart)) {
      leftOut.push(name)
      continue
    }
    const amounts = known?.amounts ?? new Map<string, bigint>()
    for (const member of members) {
      names.set(member.id, member.name)
      amounts.set(member.id, (amounts.get(member.id) ?? 0n) + BigInt(member.amountBaseUnits))
    }
    byStart.set(start, { dates: { start, end }, amounts })
  }
  const periods = [...byStart.values()].sort((one, other) => (one.dates.start < other.dates.start ? -1 : 1))
  for (const { amounts } of periods) for (const [id, amount] of amounts) amounts.set(id, largerOf(0n, amount))
  return { periods, leftOut, names }
}
