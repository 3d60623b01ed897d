/**
 * Rewards from any table with the columns hotspot and amount (and name, if there is one): the way in for networks whose
 * own export is not known. The token is the caller's word; amounts become base units exactly. A bad row is named.
 */
import { toFileProblem } from '../files/fileProblem'
import { checkRowShape, columnKey, requireColumns, type Table } from '../files/parseTable'
import { parseAmount, type Token } from '../model/money'
import { Problem } from '../model/problem'
import type { RewardsReading } from './weatherxmRewardsCsv'

/** True when the table has the two columns. */
export function isRewardsTable(table: Table): boolean {
  const columns = new Set(table.headers.map(columnKey))
  return columns.has('hotspot') && columns.has('amount')
}

/** Reads every row into a reward or a problem. Never throws for what is in the table. */
export function readRewardsTable(table: Table, token: Token): RewardsReading {
  const reading: RewardsReading = {
    format: 'rewards-csv',
    network: 'other',
    token,
    rows: table.rows.length,
    rewards: [],
    problems: [],
  }
  const withName = table.headers.some((header) => columnKey(header) === 'name')
  const firstLines = new Map<string, number>()
  try {
    const columns = requireColumns(table, ['hotspot', 'amount', ...(withName ? ['name'] : [])])
    table.rows.forEach((cells, row) => {
      const line = table.lines[row] ?? 0
      const cell = (name: string) => cells[columns.get(name) ?? -1]?.trim() ?? ''
      try {
        checkRowShape(table, row)
        const hotspotKey = cell('hotspot')
        if (hotspotKey === '') throw new Problem('hotspot.no-key', 'The row names no hotspot: fill it in.', { field: 'hotspot' })
        const first = firstLines.get(hotspotKey)
        if (first !== undefined) {
          throw new Problem('hotspot.duplicate', `Hotspot "${hotspotKey}" stands on line ${first} already: join the two rows.`, {
            field: 'hotspot',
          })
        }
        const amountBaseUnits = parseAmount(cell('amount'), token.decimals, { field: 'amount' })
        firstLines.set(hotspotKey, line)
        reading.rewards.push({ hotspotKey, name: cell('name') || hotspotKey, amountBaseUnits })
      } catch (thrown) {
        reading.problems.push(toFileProblem(thrown, line))
      }
    })
  } catch (thrown) {
    reading.problems.push(toFileProblem(thrown))
  }
  return reading
}
