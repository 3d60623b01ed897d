/** The time that a table of rewards says it covers, from its columns of dates. */
import { indexColumns, type Table } from '../files/parseTable'
import { datesNamed, datesTogether, type PeriodDates, periodDates } from '../model/periodDates'
import { Problem } from '../model/problem'

/** In lower case, as headers are compared. Explorers write addresses under From and To: these are no dates. */
const STARTS = ['start', 'start date', 'start_date', 'period_start', 'start_period', 'startperiod']
const ENDS = ['end', 'end date', 'end_date', 'period_end', 'end_period', 'endperiod']
const DAYS = ['date', 'day', 'time', 'timestamp', 'datetime', 'period', 'month']

/**
 * From the first day that a row names to the last, whole UTC days; with columns for start and end, what these say.
 * @returns null where there is no such column, or a row has none in a form that means one day only (2026-01-31, 2026-01, or
 * a time of ISO 8601): the person is asked then.
 */
export function tableDates(table: Table): PeriodDates | null {
  const columns = indexColumns(table.headers)
  const columnAt = (names: readonly string[]) => names.map((name) => columns.get(name)).find((at) => at !== undefined)
  const [start, end, day] = [columnAt(STARTS), columnAt(ENDS), columnAt(DAYS)]
  const cell = (row: readonly string[], at: number | undefined) => (at === undefined ? '' : (row[at] ?? ''))
  const datesIn = (row: readonly string[]) =>
    start !== undefined && end !== undefined ? between(cell(row, start), cell(row, end)) : datesNamed(cell(row, day))
  const dates = table.rows.map(datesIn)
  const [first, ...rest] = dates.flatMap((named) => named ?? [])
  return first && dates.every((named) => named !== null) ? datesTogether([first, ...rest]) : null
}

function between(start: string, end: string): PeriodDates | null {
  try {
    return periodDates(start, end)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return null
  }
}
