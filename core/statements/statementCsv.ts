/** A statement as a CSV: balances before, every entry, totals and balances after, each row complete in itself. */
import { type CsvCell, csvText } from '../files/csvText'
import { fileNamePart, oneLine } from './exportFile'
import type { LedgerEntry } from './ledgerEntry'
import { fixedDecimals } from './roundRows'
import { STATEMENT_ACCOUNTS, type StatementBalances, type StatementView } from './statement'
import { ACCOUNT_WORDS, KIND_WORDS, kindText } from './statementWords'
import { localTexts, utcText } from './zoneTime'

const COLUMNS = [
  'Row',
  'Cooperative',
  'Member',
  'Member id',
  'Period',
  'Start (UTC)',
  'End (UTC, not covered)',
  'Time zone',
  'Time (UTC)',
  'Time in the zone',
  'What',
  'Amount',
  'Token',
  'Worth',
  'Currency',
  'Price',
  'Price source',
  'Chain',
  'Transaction',
  'Log',
  'Counterparty',
  'Note',
  'Entry',
]

/** @returns text and a name for the file. */
export function statementCsv(statement: StatementView): { fileName: string; text: string } {
  const { cooperative, member, period, zone, token, opening, closing, totals } = statement
  const local = localTexts(zone)
  const common = [cooperative, member.name, member.id, period.name].map(oneLine)
  const head = (row: string): CsvCell[] => [row, ...common, utcText(period.start), utcText(period.end), zone]
  const amount = (baseUnits: bigint): CsvCell[] => [{ figure: fixedDecimals(baseUnits, token.decimals) }, token.symbol]
  const summary = (row: string, at: string | null, what: string, baseUnits: bigint): CsvCell[] => [
    ...head(row),
    at && utcText(at),
    at && local(at),
    what,
    ...amount(baseUnits),
    ...new Array<null>(COLUMNS.length - 13).fill(null),
  ]
  const balances = (row: string, at: string, of: StatementBalances) =>
    STATEMENT_ACCOUNTS.map((account) => summary(row, at, ACCOUNT_WORDS[account], of[account]))
  const line = (entry: LedgerEntry): CsvCell[] => {
    const { fiat, chain } = entry
    return [
      ...head('entry'),
      utcText(entry.at),
      local(entry.at),
      kindText(entry),
      ...amount(entry.amountBaseUnits),
      fiat && { figure: fiat.amountText },
      fiat?.currency ?? null,
      fiat?.priceText ? { figure: fiat.priceText } : null,
      fiat && oneLine(fiat.priceSource || statement.priceSource),
      chain && oneLine(chain.name),
      chain?.transactionHash ?? null,
      chain?.logIndex ?? null,
      oneLine(entry.counterparty),
      oneLine(entry.note),
      entry.id,
    ]
  }
  const rows = [
    ...balances('opening', period.start, opening),
    ...statement.entries.map(line),
    ...[...totals].map(([kind, total]) => summary('total', null, KIND_WORDS[kind], total)),
    ...balances('closing', period.end, closing),
  ]
  return { fileName: `${statementFileName(statement)}.csv`, text: csvText(COLUMNS, rows) }
}

/** "Ada-June-2026-HNT", without an ending. */
export function statementFileName({ member, period, token }: StatementView): string {
  return [member.name, period.name, token.symbol].map(fileNamePart).join('-')
}
