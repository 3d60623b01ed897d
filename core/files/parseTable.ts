/**
 * Delimited text as a table (RFC 4180: quoted cells may hold delimiters, doubled quotes and line breaks).
 * The first row that is not blank names the columns; every other row keeps the physical line it begins on.
 */
import Papa from 'papaparse'
import { mayHide, plainName } from '../model/plainName'
import { Problem } from '../model/problem'
import { clipText } from '../words/clipText'
import { countText } from '../words/countText'
import { numberText } from '../words/numberText'
import { checkCellLengths, checkColumnCount, LONGEST_HEADER, MOST_CELLS } from './fileLimits'
import type { FileProblem } from './fileProblem'
import { tableWarnings } from './tableWarnings'

export interface Table {
  delimiter: string
  /** Trimmed, as the file writes them, without hidden characters and clipped to 200. */
  headers: string[]
  headerLine: number
  /** Data rows; blank lines are not rows. */
  rows: string[][]
  /** Physical line of each row, counted from 1. */
  lines: number[]
  /** By row number: why the row's quotes cannot be read. */
  brokenQuotes: Map<number, string>
  /** What a person should know although the rows are read; empty for a preview. */
  warnings: FileProblem[]
}

const delimiters = [',', ';', '\t', '|'] as const

/**
 * @param text with `\n` line endings, as decodeText gives it
 * @param preview reads no more than this many lines when given
 * @throws Problem `csv.too-many-columns` or `csv.too-many-cells`
 */
export function parseTable(text: string, preview = 0): Table {
  const delimiter = guessDelimiter(text)
  checkCellCount(text, delimiter, preview)
  const parsed = Papa.parse<string[]>(text, { delimiter, newline: '\n', header: false, skipEmptyLines: false, preview })
  const quoteErrors = new Map<number, string>()
  for (const error of parsed.errors) if (error.row !== undefined) quoteErrors.set(error.row, error.code)

  const table: Table = { delimiter, headers: [], headerLine: 0, rows: [], lines: [], brokenQuotes: new Map(), warnings: [] }
  if (preview === 0) table.warnings = tableWarnings(text)
  const hides = mayHide(text)
  let line = 1
  for (const [index, cells] of parsed.data.entries()) {
    const beginsOn = line
    line += 1 + lineBreaksIn(cells)
    if (cells.length === 1 && cells[0]?.trim() === '') continue
    if (beginsOn === 1 && delimiterLine.test(text)) continue
    if (table.headerLine === 0) {
      checkColumnCount(cells.length)
      table.headers = cells.map((cell) => clipText(plainName(cell).trim(), LONGEST_HEADER))
      table.headerLine = beginsOn
      continue
    }
    const broken = quoteErrors.get(index)
    if (broken !== undefined) {
      table.brokenQuotes.set(
        table.rows.length,
        broken === 'MissingQuotes'
          ? `A quote opened on line ${beginsOn} is never closed: the file seems cut off, or a quote inside the cell must be doubled.`
          : `Line ${beginsOn} has text after a closing quote: double the quotes that belong to the cell.`,
      )
    }
    table.rows.push(hides ? cells.map(plainName) : cells)
    table.lines.push(beginsOn)
  }
  return table
}

/** A row that does not fit under the header cannot be trusted in any column. */
export function checkRowShape(table: Table, row: number): void {
  const broken = table.brokenQuotes.get(row)
  if (broken !== undefined) throw new Problem('csv.broken-quotes', broken)
  const cells = table.rows[row] ?? []
  checkCellLengths(cells, table.lines[row] ?? 0)
  const found = cells.length
  const expected = table.headers.length
  if (found === expected) return
  const advice =
    found < expected && row === table.rows.length - 1
      ? 'the file seems cut off, so export it again'
      : 'add or remove cells, or quote the cells that hold a delimiter'
  throw new Problem(
    'csv.wrong-column-count',
    `Line ${table.lines[row]} has ${countText(found, 'cell')} under ${expected} columns: ${advice}.`,
  )
}

/** Column numbers by header, first come first; case and outer spaces do not matter. */
export function indexColumns(headers: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>()
  for (const [index, header] of headers.entries()) {
    const key = columnKey(header)
    if (!columns.has(key)) columns.set(key, index)
  }
  return columns
}

export function columnKey(header: string): string {
  return header.trim().toLowerCase()
}

/**
 * Finds columns by name.
 * @throws Problem `csv.missing-column` naming every column that is not there, or `csv.duplicate-column`.
 */
export function requireColumns(table: Table, names: readonly string[]): Map<string, number> {
  const columns = indexColumns(table.headers)
  const missing = names.filter((name) => !columns.has(columnKey(name)))
  if (missing.length > 0) {
    const list = missing.map((name) => `"${name}"`).join(', ')
    const [noun, verb] = missing.length === 1 ? ['column', 'is'] : ['columns', 'are']
    throw new Problem(
      'csv.missing-column',
      `The ${noun} ${list} ${verb} missing: export the file again with ${missing.length === 1 ? 'it' : 'them'}.`,
      {
        line: table.headerLine,
        field: missing.join(', '),
      },
    )
  }
  const repeated = names.find((name) => table.headers.filter((header) => columnKey(header) === columnKey(name)).length > 1)
  if (repeated !== undefined) {
    throw new Problem('csv.duplicate-column', `The column "${repeated}" appears more than once: keep one of them.`, {
      line: table.headerLine,
      field: repeated,
    })
  }
  return new Map(names.map((name) => [name, columns.get(columnKey(name)) ?? 0]))
}

/** Excel's own word for the delimiter, as a first line of its own. */
const delimiterLine = /^sep=([,;\t|])\n/i

/**
 * Every cell has a delimiter or a line end after it, so that these, which are quickly counted, bound what is to be held.
 * @throws Problem `csv.too-many-cells`
 */
function checkCellCount(text: string, delimiter: string, preview: number): void {
  const delimiterCode = delimiter.charCodeAt(0)
  let cells = 0
  let lines = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === LINE_END && ++lines === preview) return
    if (code !== LINE_END && code !== delimiterCode) continue
    cells++
    if (cells > MOST_CELLS) {
      throw new Problem(
        'csv.too-many-cells',
        `The table has more than ${numberText(MOST_CELLS)} cells, and no more are read: keep the columns that are needed or split it into smaller files.`,
      )
    }
  }
}

const LINE_END = 0x0a

/** Of a header row that is longer, the beginning tells its delimiter. */
const HEADER_LOOKED_AT = 1_000_000

/** The delimiter that the file declares, or the one that its header row uses most outside quotes. */
export function guessDelimiter(text: string): string {
  const declared = delimiterLine.exec(text)?.[1]
  if (declared !== undefined) return declared
  const counts = new Map<string, number>()
  let quoted = false
  let begun = false
  for (const char of text.slice(0, HEADER_LOOKED_AT)) {
    if (char === '"') quoted = !quoted
    if (char === '\n' && !quoted && begun) break
    if (char.trim() !== '') begun = true
    if (!quoted) counts.set(char, (counts.get(char) ?? 0) + 1)
  }
  let best: string = ','
  for (const delimiter of delimiters) if ((counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0)) best = delimiter
  return best
}

function lineBreaksIn(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++
  }
  return breaks
}
