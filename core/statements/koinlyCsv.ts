/**
 * Koinly's universal CSV: columns and date from "How to create a custom CSV file with your data"
 * (support.koinly.io/en/articles/9489976), tags from "What are tags?" (articles/9490023). Times are in UTC. A deposit has no
 * fee there, so a fee stands once, with the first thing sent in its transaction, or else in a row of its own tagged as cost.
 */
import { csvText } from '../files/csvText'
import { Problem } from '../model/problem'
import type { LedgerEntries } from './entriesFile'
import { type ExportFile, fileNamePart } from './exportFile'
import { entryText } from './ledgerEntry'
import { descriptionOf, transactionKey, utcStamp, type WalletRow, walletRows } from './walletRows'

const COLUMNS = [
  'Date',
  'Sent Amount',
  'Sent Currency',
  'Received Amount',
  'Received Currency',
  'Fee Amount',
  'Fee Currency',
  'Net Worth Amount',
  'Net Worth Currency',
  'Label',
  'Description',
  'TxHash',
]
const MAX_DECIMALS = 18
/** Koinly refuses amounts of 10^15 and more. */
const MAX_WHOLE_DIGITS = 15

/** @throws Problem `export.too-large-amount`, or those of `walletRows`. */
export function koinlyCsv(input: LedgerEntries): ExportFile {
  const { rows, roundedTo, notes } = walletRows(input, MAX_DECIMALS)
  for (const { entry, amountText } of rows) {
    if ((amountText.split('.')[0] ?? '').length <= MAX_WHOLE_DIGITS) continue
    throw new Problem(
      'export.too-large-amount',
      `The ${entryText(entry)} is of ${amountText} ${entry.token.symbol}, and Koinly takes less than 10^15: use another target.`,
    )
  }
  const feeOf = feesWithTheirRows(rows)
  const taken = new Set(feeOf.values())
  const lines = rows.filter((row) => !taken.has(row)).map((row) => lineOf(row, feeOf.get(row)))
  const decimals = roundedTo === null ? '' : `-${roundedTo}-decimals`
  return { fileName: `${fileNamePart(input.cooperative)}-koinly${decimals}.csv`, text: csvText(COLUMNS, lines), notes }
}

/** The first row that is sent in a transaction, with the fee of it in whatever token. */
function feesWithTheirRows(rows: readonly WalletRow[]): Map<WalletRow, WalletRow> {
  const sent = new Map<string, WalletRow>()
  for (const row of rows) {
    const key = transactionKey(row.entry)
    if (row.direction === 'out' && key !== null && !sent.has(key)) sent.set(key, row)
  }
  const fees = new Map<WalletRow, WalletRow>()
  for (const row of rows) {
    const payer = sent.get(transactionKey(row.entry) ?? '')
    if (row.direction === 'fee' && payer) fees.set(payer, row)
  }
  return fees
}

function lineOf(row: WalletRow, fee: WalletRow | undefined) {
  const { entry, direction, amountText } = row
  const { fiat, chain, token } = entry
  const amount = [{ figure: amountText }, token.symbol]
  const none = [null, null]
  return [
    utcStamp(entry.at, ' UTC'),
    ...(direction === 'in' ? none : amount),
    ...(direction === 'in' ? amount : none),
    ...(fee ? [{ figure: fee.amountText }, fee.entry.token.symbol] : none),
    ...(fiat ? [{ figure: fiat.amountText }, fiat.currency] : none),
    LABELS[direction],
    descriptionOf(entry),
    chain?.transactionHash ?? null,
  ]
}

const LABELS = { in: 'reward', out: null, fee: 'cost' } as const
