/**
 * Every CSV that the program writes (RFC 4180: quotes doubled). Text that a spreadsheet would take for a formula gets an
 * apostrophe before it, as OWASP advises ("CSV Injection"); numbers are written as they are, so a negative latitude stays one.
 */

import { invariant } from '../model/problem'

/** A number with its decimals, as `csvFigure` and `csvDecimal` make it. */
interface CsvFigure {
  figure: string
}

export type CsvCell = string | number | CsvFigure | null

/** A number with so many decimals; what is no number stays empty. */
export function csvFigure(value: number, decimals: number): CsvFigure | null {
  return Number.isFinite(value) ? { figure: value.toFixed(decimals) } : null
}

/** An exact decimal, such as an amount: its sign is no formula. @param text as `formatAmount` writes it */
export function csvDecimal(text: string): CsvFigure {
  invariant(/^-?\d+(\.\d+)?$/.test(text), 'a figure is a plain decimal')
  return { figure: text }
}

/** One cell: a number bare, text guarded against formulas and quoted where RFC 4180 asks for it. */
export function csvCell(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') return value.figure
  const guarded = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** One line without its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',')
}

/** A header and rows, each with its line end. */
export function csvText(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [csvLine(columns)]
  for (const row of rows) lines.push(csvLine(row))
  return `${lines.join('\r\n')}\r\n`
}
