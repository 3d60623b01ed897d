/** All entries of a book as a CSV for spreadsheets, exact and in UTC. */
import { csvText } from '../files/csvText'
import type { LedgerEntries } from './entriesFile'
import { type ExportFile, fileNamePart, oneLine } from './exportFile'
import { duplicateNotes, mergeDuplicates } from './mergeDuplicates'
import { fixedDecimals } from './roundRows'
import { utcText } from './zoneTime'

const COLUMNS = [
  'Time (UTC)',
  'Kind',
  'Member',
  'Member id',
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
  'Corrects',
  'Entry',
]

/** @throws Problem `entries.contradict`. */
export function entriesCsv(input: LedgerEntries): ExportFile {
  const merged = mergeDuplicates(input.entries).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const figure = (text: string | null | undefined) => (text ? { figure: text } : null)
  const rows = merged.map(({ id, at, kind, member, token, amountBaseUnits, fiat, chain, counterparty, note, corrects }) => [
    utcText(at),
    kind,
    oneLine(member?.name ?? ''),
    oneLine(member?.id ?? ''),
    figure(fixedDecimals(amountBaseUnits, token.decimals)),
    token.symbol,
    figure(fiat?.amountText),
    fiat?.currency ?? null,
    figure(fiat?.priceText),
    fiat?.priceSource ?? null,
    chain?.name ?? null,
    chain?.transactionHash ?? null,
    chain?.logIndex ?? null,
    oneLine(counterparty),
    oneLine(note),
    corrects?.periodName ?? null,
    id,
  ])
  return {
    fileName: `${fileNamePart(input.cooperative)}-entries.csv`,
    text: csvText(COLUMNS, rows),
    notes: duplicateNotes(input.entries.length, merged.length),
  }
}
