/**
 * Rewards from any table with the columns hotspot and amount (and name, network, token and dates, if they are there): the way
 * in for networks whose own export is not known. Amounts become base units exactly. A bad row is named, and so is one of
 * another network or token: they are never added up.
 */
import type { ImportPace } from '../files/importPace'
import { columnKey, indexColumns, type Table } from '../files/parseTable'
import type { Token } from '../model/money'
import { networkId, OTHER_NETWORK } from './deviceKey/hotspotId'
import { knownDecimals } from './knownTokens'
import { TOKEN_COLUMNS, UNIT_COLUMNS } from './rewardColumns'
import { decimalsOfUnit } from './rewardRowChecks'
import { type RewardsLayout, readRewardRows } from './rewardRows'
import type { RewardsAnswers } from './rewardsAnswers'
import type { RewardsReading } from './rewardsReading'

export const REWARDS_TABLE = 'rewards-csv'

/** True when the table has the two columns. */
export function isRewardsTable({ headers }: Pick<Table, 'headers'>): boolean {
  const columns = new Set(headers.map(columnKey))
  return columns.has('hotspot') && columns.has('amount')
}

/**
 * Reads every row into a reward, a problem or a question. Never throws for what is in the table.
 * @param answers the network among them; without one it is what the table says, or `other`
 */
export function readRewardsTable(
  table: Table,
  token: Token,
  answers: RewardsAnswers = {},
  pace: ImportPace = {},
): Promise<RewardsReading> {
  const network = networkId(answers.network ?? networkIn(table) ?? OTHER_NETWORK)
  const layout: RewardsLayout = {
    format: REWARDS_TABLE,
    network,
    token,
    hotspot: 'hotspot',
    amount: 'amount',
    name: 'name',
    hasName: false,
  }
  return readRewardRows(table, layout, answers, pace)
}

/** The network that the first row names, if there is a column for it. */
export function networkIn(table: Table): string | null {
  return firstCell(table, ['network'])
}

/** The token that the first row names, if there is a column for it. */
export function tokenSymbolIn(table: Table): string | null {
  return firstCell(table, TOKEN_COLUMNS)
}

/** The decimals of the table's token, where its unit or its name tells them. */
export function decimalsIn(table: Table): number | null {
  return decimalsOfUnit(firstCell(table, UNIT_COLUMNS) ?? '') ?? knownDecimals(tokenSymbolIn(table) ?? '')
}

function firstCell(table: Table, names: readonly string[]): string | null {
  const columns = indexColumns(table.headers)
  for (const name of names) {
    const cell = table.rows[0]?.[columns.get(name) ?? -1]?.trim()
    if (cell) return cell
  }
  return null
}
