/**
 * Rewards as Helium's explorer exported them for bookkeepers: one row per hotspot, block and kind of reward, the token in a column
 * of its own, and empty columns for what was sent. Hotspots are named by their three words, which stand for the key here.
 */
import type { ImportPace } from '../files/importPace'
import { columnKey, type Table } from '../files/parseTable'
import type { Token } from '../model/money'
import { knownDecimals } from './knownTokens'
import { readRewardRows } from './rewardRows'
import type { RewardsAnswers } from './rewardsAnswers'
import type { RewardsReading } from './rewardsReading'
import { tokenSymbolIn } from './rewardsTable'

/** What its columns are to a table of rewards. */
const MEANINGS: Readonly<Record<string, string>> = { 'received quantity': 'amount', 'received currency': 'currency' }

export const heliumExplorerRewardsCsv = {
  format: 'helium-explorer-rewards-csv',
  network: 'helium',
  required: ['Date', 'Received Quantity', 'Received Currency', 'Hotspot'],
  distinctive: ['Received Quantity', 'Received Currency', 'Reward Type', 'Hotspot', 'Block'],
}

/** Never throws for what is in the table; rows in another token than the first are named. */
export function readHeliumExplorerRewards(
  table: Table,
  answers: RewardsAnswers = {},
  pace: ImportPace = {},
): Promise<RewardsReading> {
  const headers = table.headers.map((header) => MEANINGS[columnKey(header)] ?? header)
  const meant = { ...table, headers }
  const symbol = (tokenSymbolIn(meant) ?? 'HNT').toUpperCase()
  const token: Token = { symbol, decimals: knownDecimals(symbol) ?? 8 }
  const { format, network } = heliumExplorerRewardsCsv
  const layout = { format, network, token, hotspot: 'hotspot', amount: 'amount', name: 'name', hasName: false }
  return readRewardRows(meant, layout, answers, pace)
}
