/** The rewards that the map shows as a table: a row for each hotspot with its cell, and those without a place together. */
import { csvDecimal, csvText } from '#core/files/csvText'
import { formatAmount } from '#core/model/money'
import type { ShownRewards } from './useRewards'

export function rewardsCsv({ split, before, placed: { placed, unplaced } }: ShownRewards): string {
  const { symbol, decimals } = split.token
  const amount = `${before ? 'change' : 'amount'} ${symbol}`
  const text = (baseUnits: bigint) => csvDecimal(formatAmount(baseUnits, decimals))
  const rows = placed.map(({ hotspotKey, name, cell, baseUnits }) => [hotspotKey, name, cell, text(baseUnits)])
  const without = unplaced.hotspots > 0 ? [['', `${unplaced.hotspots} without a place`, '', text(unplaced.baseUnits)]] : []
  return csvText(['hotspot', 'name', 'cell', amount], [...rows, ...without])
}
