/** The time that a table of rewards says it covers, from its columns of dates. SPEC.md, rule [RR10]. */
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import { indexColumns, type Table } from '../files/parseTable'
import { datesNamed, datesTogether, isTimeWithoutZone, type PeriodDates, periodDates } from '../model/periodDates'
import { Problem } from '../model/problem'
import { checkTimeZone, instantsShown } from '../model/zonedTime'

/** In lower case, as headers are compared. Explorers write addresses under From and To: these are no dates. */
const STARTS = ['start', 'start date', 'start_date', 'period_start', 'start_period', 'startperiod']
const ENDS = ['end', 'end date', 'end_date', 'period_end', 'end_period', 'endperiod']
const DAYS = ['date', 'day', 'time', 'timestamp', 'datetime', 'period', 'month']

export interface TableDates {
  /** Null where the table does not say it: the person is asked then. */
  dates: PeriodDates | null
  /** Lines with a time that has no zone. */
  withoutZone: number[]
  /** Times that the zone has not, or has twice. */
  problems: FileProblem[]
}

/**
 * From the first day that a row names to the last, whole UTC days; with columns for start and end, what these say. It is not
 * known where there is no such column, where a row has none in a form that means one day only (2026-01-31, 2026-01, or a time of
 * ISO 8601), and where times have no zone until a person says which.
 * @param timeZone of times that have none
 */
export function tableDates(table: Table, timeZone?: string): TableDates {
  const found: TableDates = { dates: null, withoutZone: [], problems: [] }
  const columns = indexColumns(table.headers)
  const columnAt = (names: readonly string[]) => names.map((name) => columns.get(name)).find((at) => at !== undefined)
  const [start, end, day] = [columnAt(STARTS), columnAt(ENDS), columnAt(DAYS)]
  const isRange = start !== undefined && end !== undefined
  const dates: (PeriodDates | null)[] = []
  try {
    if (timeZone !== undefined) checkTimeZone(timeZone)
  } catch (thrown) {
    return { ...found, problems: [toFileProblem(thrown)] }
  }
  table.rows.forEach((row, at) => {
    const line = table.lines[at] ?? 0
    const cells = (isRange ? [start, end] : [day]).map((column) => (column === undefined ? '' : (row[column] ?? '')))
    if (cells.some(isTimeWithoutZone)) found.withoutZone.push(line)
    try {
      const [first = '', last = ''] = timeZone === undefined ? cells : cells.map((cell) => zoned(cell, timeZone))
      if (timeZone === undefined && cells.some(isTimeWithoutZone)) dates.push(null)
      else dates.push(isRange ? between(first, last) : datesNamed(first))
    } catch (thrown) {
      found.problems.push(toFileProblem(thrown, line))
      dates.push(null)
    }
  })
  const [first, ...rest] = dates.flatMap((named) => named ?? [])
  if (first && dates.every((named) => named !== null)) found.dates = datesTogether([first, ...rest])
  return found
}

/** A time of the zone as an instant; other text as it is. */
function zoned(text: string, timeZone: string): string {
  if (!isTimeWithoutZone(text)) return text
  const shownMs = Date.parse(`${text.trim().replace(' ', 'T')}Z`)
  if (Number.isNaN(shownMs)) return text
  const [instant, again] = instantsShown(shownMs, timeZone)
  if (instant !== undefined && again === undefined) return new Date(instant).toISOString()
  const cell = text.trim().slice(0, 40)
  throw instant === undefined
    ? new Problem(
        'time.left-out',
        `"${cell}" is no time in ${timeZone}: clocks were put forward over it. Correct it, or write its offset.`,
      )
    : new Problem(
        'time.repeated',
        `"${cell}" was twice in ${timeZone}, when clocks were put back: write its offset, such as ${cell}+01:00.`,
      )
}

function between(start: string, end: string): PeriodDates | null {
  try {
    return periodDates(start, end)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return null
  }
}
