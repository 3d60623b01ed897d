/** The instant of a row of prices: ISO 8601, a day, or Unix time in seconds or milliseconds. SPEC.md, rule [VO2]. */
import { datesNamed, periodDates } from '../model/periodDates'
import { Problem } from '../model/problem'

const UNIX_SECONDS = /^\d{9,10}(\.0+)?$/
const UNIX_MILLISECONDS = /^\d{12,13}$/
const DAY = /^\d{4}-\d\d-\d\d$/
const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/
const A_DAY_MS = 86_400_000

/**
 * Milliseconds since 1970 from which on the price is known: a day's from its beginning in UTC, a day's close from its end.
 * @throws Problem `price.bad-time`; a time without its zone is refused, because nobody can tell when it was
 */
export function priceTimeMs(cell: string, isClose: boolean): number {
  const text = cell.trim().replace(/ ?UTC$/, 'Z')
  if (UNIX_SECONDS.test(text)) return Math.trunc(Number(text)) * 1000
  if (UNIX_MILLISECONDS.test(text)) return Number(text)
  const day = DAY.test(text) ? datesNamed(text) : null
  if (day) return Date.parse(day.start) + (isClose ? A_DAY_MS : 0)
  // The calendar is checked where every time of ours is; Date.parse alone takes 31 February.
  if (ISO_TIME.test(text) && datesNamed(text)) return Date.parse(periodDates(text, FAR).start)
  throw new Problem(
    'price.bad-time',
    `"${cell.trim().slice(0, 40)}" is not a time: write 2026-01-31, a time with its zone as 2026-01-31T12:00Z, or Unix seconds.`,
  )
}

/** After every instant that a table can name. */
const FAR = '9999-12-31T00:00Z'
