/**
 * Rewards from any table with the columns hotspot and amount (and name, network, token and dates, if they are there): the way
 * in for networks whose own export is not known. Amounts become base units exactly. A bad row is named, and so is one of
 * another network or token: they are never added up.
 */
import { toFileProblem } from '../files/fileProblem'
import { checkRowShape, columnKey, indexColumns, requireColumns, type Table } from '../files/parseTable'
import type { Token } from '../model/money'
import { Problem } from '../model/problem'
import { networkId, OTHER_NETWORK } from './deviceKey/hotspotId'
import { duplicateKey, type WrittenKey } from './duplicateKey'
import { readHotspotKey } from './readHotspotKey'
import { amountInUnit, checkNoTotal, checkPaid, checkPoints, decimalsOfUnit } from './rewardRowChecks'
import { refuseSums } from './rewardSums'
import type { RewardRow, RewardsReading } from './rewardsReading'
import { tableDates } from './tableDates'

const TOKEN_COLUMNS = ['token', 'currency', 'symbol']
const UNIT_COLUMNS = ['unit', 'units', 'denomination']
const STATUS_COLUMNS = ['status', 'state', 'payment status', 'payout status']

/** What tells one payment to a hotspot from another. */
const TIME_COLUMNS = ['date', 'day', 'time', 'timestamp', 'datetime', 'block', 'height', 'epoch']
const TRANSACTION_COLUMNS = ['hash', 'tx', 'txhash', 'tx hash', 'tx_hash', 'transaction', 'transaction hash', 'transaction_hash']
const TYPE_COLUMNS = ['type', 'reward type', 'reward_type', 'reason']
const EVENT_COLUMNS = [...TIME_COLUMNS, ...TRANSACTION_COLUMNS, 'transaction id', ...TYPE_COLUMNS]

interface Joined extends WrittenKey {
  reward: RewardRow
  lineOfEvent: Map<string, number>
}

/** True when the table has the two columns. */
export function isRewardsTable(table: Table): boolean {
  const columns = new Set(table.headers.map(columnKey))
  return columns.has('hotspot') && columns.has('amount')
}

/**
 * Reads every row into a reward or a problem. Never throws for what is in the table.
 * @param network the person's choice; without one it is what the table says, or `other`
 */
export function readRewardsTable(table: Table, token: Token, network?: string): RewardsReading {
  const reading: RewardsReading = {
    format: 'rewards-csv',
    network: networkId(network ?? firstCell(table, ['network']) ?? OTHER_NETWORK),
    token,
    dates: tableDates(table),
    rows: table.rows.length,
    rewards: [],
    joinedRows: 0,
    problems: [],
  }
  const firstOf = new Map<string, Joined>()
  const events = EVENT_COLUMNS.map((name) => columnOf(table, name)).filter((at) => at >= 0)
  try {
    const optional = ['name', 'network', ...TOKEN_COLUMNS, ...UNIT_COLUMNS, ...STATUS_COLUMNS]
    const columns = requireColumns(table, ['hotspot', 'amount', ...optional.filter((name) => columnOf(table, name) >= 0)])
    const amounts = table.rows.map((cells) => cells[columns.get('amount') ?? -1] ?? '')
    checkPoints(amounts, table.delimiter, table.lines[0] ?? table.headerLine, 'amount')
    table.rows.forEach((cells, row) => {
      const line = table.lines[row] ?? 0
      const cell = (name: string) => cells[columns.get(name) ?? -1]?.trim() ?? ''
      try {
        checkRowShape(table, row)
        checkNetwork(cell('network'), reading.network)
        checkNoTotal([cell('hotspot'), cell('name')], 'hotspot')
        for (const name of STATUS_COLUMNS) checkPaid(cell(name), name)
        for (const name of TOKEN_COLUMNS) checkToken(cell(name), token, name)
        const hotspotKey = readHotspotKey(reading.network, cell('hotspot'), 'hotspot')
        const unit = UNIT_COLUMNS.map(cell).find((written) => written !== '') ?? ''
        const amountBaseUnits = amountInUnit(cell('amount'), unit, token, 'amount')
        const event = events.map((at) => cells[at]?.trim() ?? '').join('\n')
        const first = firstOf.get(hotspotKey)
        if (!first) {
          const reward = { hotspotKey, name: cell('name') || hotspotKey, amountBaseUnits }
          firstOf.set(hotspotKey, { written: cell('hotspot'), line, reward, lineOfEvent: new Map([[event, line]]) })
          reading.rewards.push(reward)
          return
        }
        const same = first.lineOfEvent.get(event)
        if (same !== undefined) {
          reading.problems.push(duplicateKey(cell('hotspot'), 'hotspot', line, { written: first.written, line: same }))
          return
        }
        first.lineOfEvent.set(event, line)
        first.reward.amountBaseUnits += amountBaseUnits
        reading.joinedRows += 1
      } catch (thrown) {
        reading.problems.push(toFileProblem(thrown, line))
      }
    })
  } catch (thrown) {
    reading.problems.push(toFileProblem(thrown))
  }
  return refuseSums(reading, (hotspotKey) => firstOf.get(hotspotKey)?.line ?? null, 'amount')
}

/** The decimals of the token whose base unit the first row counts in; null where it names none. */
export function decimalsIn(table: Table): number | null {
  return decimalsOfUnit(firstCell(table, UNIT_COLUMNS) ?? '')
}

/** The token that the first row names, if there is a column for it. */
export function tokenSymbolIn(table: Table): string | null {
  return firstCell(table, TOKEN_COLUMNS)
}

function checkNetwork(written: string, network: string): void {
  if (written === '' || networkId(written) === network) return
  throw new Problem(
    'rewards.other-network',
    `The row is of network "${written.slice(0, 40)}" and this is a period of "${network}": give each network a file of its own.`,
    { field: 'network' },
  )
}

function checkToken(written: string, { symbol }: Token, field: string): void {
  if (written === '' || written.toLowerCase() === symbol.toLowerCase()) return
  throw new Problem(
    'rewards.other-token',
    `The row is in ${written.slice(0, 40)} and this is a period of ${symbol}: give each token a file of its own.`,
    { field },
  )
}

function columnOf(table: Table, name: string): number {
  return indexColumns(table.headers).get(name) ?? -1
}

function firstCell(table: Table, names: readonly string[]): string | null {
  for (const name of names) {
    const cell = table.rows[0]?.[columnOf(table, name)]?.trim()
    if (cell) return cell
  }
  return null
}
