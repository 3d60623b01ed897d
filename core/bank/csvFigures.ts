/** Amounts and days as banks write them into a CSV. What can be read in two ways is asked about. SPEC.md, rule [BK20]. */
import { parseAmount } from '../model/money'
import { Problem } from '../model/problem'

export type DecimalMark = 'comma' | 'point'
export type DayOrder = 'day-first' | 'month-first'

interface SignedAmount {
  minorUnits: bigint
  isNegative: boolean
}

/**
 * The decimal mark of a column of amounts.
 * @throws Problem `bank.ask-decimal` where every amount can be read in both ways, `bank.two-decimals` where they contradict
 */
export function decimalMark(cells: readonly string[]): DecimalMark {
  const marks = new Set(cells.map(markOf).filter((mark) => mark !== null))
  if (marks.has('comma') && marks.has('point')) {
    throw new Problem(
      'bank.two-decimals',
      'Some amounts have decimals after a comma and some after a point: export the file again.',
    )
  }
  const [mark] = marks
  if (mark) return mark
  if (cells.every((cell) => !/[.,]/.test(cell))) return 'point'
  throw new Problem(
    'bank.ask-decimal',
    'Every amount has three digits after its mark, so nobody can tell thousands from decimals: say whether decimals follow a comma or a point.',
    { field: 'decimal' },
  )
}

/** What one amount tells of the mark; null where it tells nothing. */
function markOf(cell: string): DecimalMark | null {
  const figure = cell.replace(/[^\d.,]/g, '')
  const [comma, point] = [figure.lastIndexOf(','), figure.lastIndexOf('.')]
  if (comma >= 0 && point >= 0) return comma > point ? 'comma' : 'point'
  const at = Math.max(comma, point)
  if (at < 0) return null
  const mark = comma >= 0 ? 'comma' : 'point'
  const other = mark === 'comma' ? 'point' : 'comma'
  // Two marks of one kind are thousands, and then the other is the decimal mark.
  if (figure.indexOf(figure.charAt(at)) !== at) return other
  return figure.length - at - 1 === 3 && at > 0 && at <= 3 ? null : mark
}

/** @throws Problem `amount.malformed` or `amount.too-many-decimals` */
export function parseBankAmount(cell: string, mark: DecimalMark, decimals: number): SignedAmount {
  const trimmed = cell.trim()
  const isNegative = /^\(.*\)$|^[^\d]*[-−–]|[-−–][^\d]*$/.test(trimmed)
  const bare = trimmed.replace(/^[\s+\-−–(]*(?:[A-Z]{3}|[€$£])?[\s+\-−–]*|\s*(?:[A-Z]{3}|[€$£])?[\s)\-−–+]*$/g, '')
  const [thousands, decimal] = mark === 'comma' ? ['.', ','] : [',', '.']
  const [whole = '', fraction, ...rest] = bare.split(decimal)
  const groups = whole.split(new RegExp(`[\\s'’\\u00a0\\u202f${thousands}]`))
  const areGroups = groups.length === 1 || (groups.slice(1).every((each) => each.length === 3) && (groups[0]?.length ?? 9) < 4)
  if (!areGroups || rest.length > 0) {
    throw new Problem('amount.malformed', `"${trimmed.slice(0, 40)}" is not an amount: correct it, or export the file again.`)
  }
  const digits = groups.join('')
  return { minorUnits: parseAmount(fraction === undefined ? digits : `${digits}.${fraction}`, decimals), isNegative }
}

const PARTS = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/

/**
 * Whether days or months come first in a column of dates.
 * @throws Problem `bank.ask-day-order` where every date can be read in both ways
 */
export function dayOrder(cells: readonly string[]): DayOrder {
  const dates = cells.map((cell) => PARTS.exec(cell.trim())).filter((match) => match !== null)
  // With points days come first everywhere.
  if (dates.every(([, , mark]) => mark === '.') || dates.some(([, first]) => Number(first) > 12)) return 'day-first'
  if (dates.some(([, , , second]) => Number(second) > 12)) return 'month-first'
  throw new Problem(
    'bank.ask-day-order',
    'No date has a number above 12, so nobody can tell days from months: say which comes first.',
    { field: 'day-order' },
  )
}

/** @returns `2026-01-31`. @throws Problem `bank.date-malformed` */
export function parseBankDay(cell: string, order: DayOrder): string {
  const text = cell.trim()
  const iso = /^(\d{4})[-/.](\d\d)[-/.](\d\d)(?!\d)/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (iso) return calendarDay(text, Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const [, first, , second, year = ''] = PARTS.exec(text) ?? []
  const [day, month] = order === 'day-first' ? [first, second] : [second, first]
  return calendarDay(text, Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day))
}

function calendarDay(text: string, year: number, month: number, day: number): string {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day) {
    return date.toISOString().slice(0, 10)
  }
  throw new Problem('bank.date-malformed', `"${text.slice(0, 40)}" is no day of the calendar: write it like 2026-01-31.`)
}
