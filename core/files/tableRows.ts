/**
 * Rows of delimited text one by one (RFC 4180), for files too large to hold as cells: only the row at hand is split.
 * Blank lines are no rows; the first row is the header.
 */
import Papa from 'papaparse'
import { mayHide, plainName } from '../model/plainName'
import { Problem } from '../model/problem'
import { countText } from '../words/countText'
import { checkCellLengths, checkColumnCount, MOST_COLUMNS } from './fileLimits'
import { guessDelimiter } from './parseTable'

export interface TableRow {
  /** Physical line on which the row begins, counted from 1. */
  line: number
  cells: string[]
  /** A quote of this row is never closed, or text follows one that is. */
  brokenQuotes: boolean
}

/**
 * Cells come without hidden characters.
 * @param text with `\n` line endings, as decodeText gives it
 * @throws Problem `csv.too-many-columns`
 */
export function* tableRows(text: string): Generator<TableRow> {
  const hides = mayHide(text)
  for (const row of splitRows(text)) {
    checkColumnCount(row.cells.length)
    if (hides) row.cells = row.cells.map(plainName)
    yield row
  }
}

function* splitRows(text: string): Generator<TableRow> {
  const delimiter = guessDelimiter(text)
  let at = /^sep=.\n/i.exec(text)?.[0].length ?? 0
  let line = at > 0 ? 2 : 1
  let quote = text.indexOf('"', at)
  while (at < text.length) {
    const beginsOn = line
    let end = lineEnd(text, at)
    line++
    // Looked up again only once it is passed: a search in every row would read a file without quotes to its end each time.
    if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
    if (quote < 0 || quote >= end) {
      const row = text.slice(at, end)
      at = end + 1
      if (row.trim() !== '') yield { line: beginsOn, cells: row.split(delimiter, MOST_COLUMNS + 1), brokenQuotes: false }
      continue
    }
    // A line break inside quotes belongs to the cell.
    let open = quotesAreOdd(text, at, end)
    while (open && end < text.length) {
      const next = lineEnd(text, end + 1)
      open = quotesAreOdd(text, end + 1, next) !== open
      end = next
      line++
    }
    const { data, errors } = Papa.parse<string[]>(text.slice(at, end), { delimiter, newline: '\n', header: false })
    at = end + 1
    yield { line: beginsOn, cells: data[0] ?? [], brokenQuotes: errors.some(({ type }) => type === 'Quotes') }
  }
}

/** Data rows without splitting them: lines that are not blank, less the header. Exact unless cells hold line breaks. */
export function countRows(text: string): number {
  let rows = -1
  let at = /^sep=.\n/i.exec(text)?.[0].length ?? 0
  while (at < text.length) {
    const end = lineEnd(text, at)
    if (text.slice(at, end).trim() !== '') rows++
    at = end + 1
  }
  return Math.max(0, rows)
}

/** A row that does not fit under the header cannot be trusted in any column. @throws Problem `csv.*` */
export function checkCells({ line, cells, brokenQuotes }: TableRow, columns: number): void {
  if (brokenQuotes) {
    throw new Problem(
      'csv.broken-quotes',
      `The quotes on line ${line} do not match: close each quote, and double those that belong to a cell.`,
      { line },
    )
  }
  checkCellLengths(cells, line)
  if (cells.length === columns) return
  throw new Problem(
    'csv.wrong-column-count',
    `Line ${line} has ${countText(cells.length, 'cell')} under ${columns} columns: add or remove cells, or export the file again if it ends here.`,
    { line },
  )
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function quotesAreOdd(text: string, from: number, to: number): boolean {
  let odd = false
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) odd = !odd
  return odd
}
