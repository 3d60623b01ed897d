/**
 * A cell of a CSV that is written (RFC 4180: quotes doubled). Text that a spreadsheet would take for a formula gets an
 * apostrophe before it, as OWASP advises ("CSV Injection"); numbers are written as they are, so a negative latitude stays one.
 */

/** One cell: a number bare, text guarded against formulas and quoted where RFC 4180 asks for it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const guarded = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
