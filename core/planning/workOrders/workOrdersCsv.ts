/**
 * Work orders as CSV (RFC 4180: CRLF, quotes doubled). Text that a spreadsheet would take for a formula gets an apostrophe
 * before it, as OWASP advises ("CSV Injection"); numbers are written as they are, so a negative latitude stays a number.
 */
import { WORK_ORDER_COLUMNS, type WorkOrderExport, workOrderFields } from './workOrderExport'

/** A header and one line per order. */
export function workOrdersCsv(entries: readonly WorkOrderExport[]): string {
  const lines = entries.map((entry) => {
    const fields = workOrderFields(entry)
    return WORK_ORDER_COLUMNS.map((column) => csvCell(fields[column] ?? null)).join(',')
  })
  return `${[WORK_ORDER_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}

/** One cell: a number bare, text guarded against formulas and quoted where RFC 4180 asks for it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const guarded = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
