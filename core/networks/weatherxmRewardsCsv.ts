/**
 * WeatherXM's table of beta rewards: one row per station with its allocated WXM. Amounts are decimal text with up to
 * 18 decimals (the table writes 6) and become base units exactly; a row with a problem pays nothing until corrected.
 */
import { toFileProblem } from '../files/fileProblem'
import { type ImportPace, ROWS_PER_PAUSE, reportProgress } from '../files/importPace'
import { checkRowShape, requireColumns, type Table } from '../files/parseTable'
import { isBlank } from '../files/readPosition'
import { parseAmount } from '../model/money'
import { Problem } from '../model/problem'
import { duplicateKey, type WrittenKey } from './duplicateKey'
import { readHotspotKey } from './readHotspotKey'
import { checkNoTotal, checkPoints } from './rewardRowChecks'
import { refuseSums } from './rewardSums'
import type { RewardRow, RewardsReading } from './rewardsReading'

const columnNames = { key: 'Station ID', name: 'Station Name', amount: 'Allocated Rewards' } as const

export const weatherxmRewardsCsv = {
  format: 'weatherxm-rewards-csv',
  network: 'weatherxm',
  token: { symbol: 'WXM', decimals: 18 },
  required: Object.values(columnNames),
  distinctive: ['Station ID', 'Rewardable Hours', 'Allocated Rewards', 'Max Daily Claim', 'Transferred Hours From'],
}

/** @throws Problem `import.cancelled`; everything wrong with the file is in the reading's problems. */
export async function readWeatherxmRewards(table: Table, pace: ImportPace): Promise<RewardsReading> {
  const { format, network, token, required } = weatherxmRewardsCsv
  // Its only date is when a station was first heard: which time the rewards are for, the file does not say.
  const reading: RewardsReading = {
    format,
    network,
    token,
    dates: null,
    rows: table.rows.length,
    rewards: [],
    joinedRows: 0,
    problems: [],
  }
  let columns: Map<string, number>
  try {
    columns = requireColumns(table, required)
    const amounts = columns.get(columnNames.amount) ?? -1
    const written = table.rows.map((cells) => cells[amounts] ?? '')
    checkPoints(written, table.delimiter, table.lines[0] ?? table.headerLine, columnNames.amount)
    if (table.rows.length === 0) {
      throw new Problem('csv.no-rows', 'The file has a header and no rows: export it again with its data.', {
        line: table.headerLine,
      })
    }
  } catch (thrown) {
    reading.problems.push(toFileProblem(thrown))
    return reading
  }
  const firstOf = new Map<string, WrittenKey>()
  for (let row = 0; row < table.rows.length; row++) {
    if (row % ROWS_PER_PAUSE === 0) await reportProgress(row, pace)
    const line = table.lines[row] ?? 0
    try {
      const { reward, written } = readRow(table, row, columns)
      const first = firstOf.get(reward.hotspotKey)
      if (first === undefined) {
        firstOf.set(reward.hotspotKey, { written, line })
        reading.rewards.push(reward)
      } else reading.problems.push(duplicateKey(written, columnNames.key, line, first))
    } catch (thrown) {
      reading.problems.push(toFileProblem(thrown, line))
    }
  }
  await reportProgress(table.rows.length, pace)
  return refuseSums(reading, (hotspotKey) => firstOf.get(hotspotKey)?.line ?? null, columnNames.amount)
}

function readRow(table: Table, row: number, columns: Map<string, number>): { reward: RewardRow; written: string } {
  checkRowShape(table, row)
  const cell = (name: string) => table.rows[row]?.[columns.get(name) ?? -1]?.trim() ?? ''
  const written = cell(columnNames.key)
  checkNoTotal([written, cell(columnNames.name)], columnNames.key)
  const hotspotKey = readHotspotKey(weatherxmRewardsCsv.network, written, columnNames.key)
  const amount = cell(columnNames.amount)
  if (isBlank(amount)) {
    throw new Problem('amount.malformed', 'The row has no amount: write 0 when the station earned nothing.', {
      field: columnNames.amount,
    })
  }
  const amountBaseUnits = parseAmount(amount, weatherxmRewardsCsv.token.decimals, { field: columnNames.amount })
  return { reward: { hotspotKey, name: cell(columnNames.name) || hotspotKey, amountBaseUnits }, written }
}
