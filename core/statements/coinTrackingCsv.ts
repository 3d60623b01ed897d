/**
 * CoinTracking's CSV for import: columns as its own export and public converters have them; a fee as a row of type "Other
 * Fee" of its own ("Entering Fees", cointracking.freshdesk.com/solution/articles/29000007202), so that no other row's amount
 * has to hold it. Amounts have at most 8 decimals. It knows duplicates by Tx-ID, so a log's index is part of it.
 */
import { csvText } from '../files/csvText'
import type { LedgerEntries } from './entriesFile'
import { type ExportFile, fileNamePart, oneLine } from './exportFile'
import { descriptionOf, utcStamp, type WalletRow, walletRows } from './walletRows'

const COLUMNS = [
  'Type',
  'Buy Amount',
  'Buy Currency',
  'Sell Amount',
  'Sell Currency',
  'Fee',
  'Fee Currency',
  'Exchange',
  'Trade-Group',
  'Comment',
  'Date',
  'Tx-ID',
  'Buy Value in Account Currency',
  'Sell Value in Account Currency',
  'Liquidity pool',
]
const MAX_DECIMALS = 8
const TYPES = { in: 'Reward / Bonus', out: 'Withdrawal', fee: 'Other Fee' } as const

/** @throws Problem those of `walletRows`. */
export function coinTrackingCsv(input: LedgerEntries): ExportFile {
  const { rows, roundedTo, notes } = walletRows(input, MAX_DECIMALS)
  const count = new Map<string | null, number>()
  for (const row of rows) {
    const id = transactionId(row)
    count.set(id, (count.get(id) ?? 0) + 1)
  }
  const decimals = roundedTo === null ? '' : `-${roundedTo}-decimals`
  return {
    fileName: `${fileNamePart(input.cooperative)}-cointracking${decimals}.csv`,
    text: csvText(
      COLUMNS,
      rows.map((row) => lineOf(row, oneLine(input.cooperative), (count.get(transactionId(row)) ?? 0) > 1)),
    ),
    notes: [
      ...notes,
      'Times are in UTC: choose UTC when CoinTracking asks. Worths stand in the comments, since your account may be in another currency.',
    ],
  }
}

function lineOf({ entry, direction, amountText }: WalletRow, exchange: string, isShared: boolean) {
  const id = transactionId({ entry, direction })
  const amount = [{ figure: amountText }, entry.token.symbol]
  const none = [null, null]
  return [
    TYPES[direction],
    ...(direction === 'in' ? amount : none),
    ...(direction === 'in' ? none : amount),
    ...none,
    exchange,
    null,
    descriptionOf(entry, { withWorth: true }),
    utcStamp(entry.at),
    // Several rows of one transaction would be taken for one.
    id !== null && isShared ? `${id}:${entry.id}` : id,
    null,
    null,
    null,
  ]
}

function transactionId({ entry: { chain }, direction }: Pick<WalletRow, 'entry' | 'direction'>): string | null {
  if (!chain) return null
  if (direction === 'fee') return `${chain.transactionHash}:fee`
  return chain.logIndex === null ? chain.transactionHash : `${chain.transactionHash}:${chain.logIndex}`
}
