/**
 * The time that a period covers: from an instant on and up to another, which belongs to the next period (`[start, end)`).
 * In UTC; a day without a time is the whole UTC day. SPEC.md, rules [PE1] to [PE3].
 */
import { z } from 'zod'
import { Problem } from './problem'

/** As `toISOString` writes it. */
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be an instant such as 2026-01-01T00:00:00.000Z')

/** An instant of a file or a record, in the one form in which instants compare as text. */
export const instantSchema = z.iso.datetime().transform(instantOf)

/** `2026-01-01T00:00:00Z` as `2026-01-01T00:00:00.000Z`. */
export function instantOf(text: string): string {
  return new Date(text).toISOString()
}

export const periodDatesSchema = z.object({ start: instant, end: instant })
export type PeriodDates = z.infer<typeof periodDatesSchema>

const DAY_MS = 86_400_000
const DAY = /^\d{4}-\d\d-\d\d$/
const TIME = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/
const FIRST_OF_MONTH = /-01$/

/**
 * Dates as a person gives them. The last day is covered whole; from one first of a month to another, whole months are.
 * A time needs its zone; as the end it is the first instant that is not covered.
 * @throws Problem `period.bad-date` or `period.ends-before-start`.
 */
export function periodDates(from: string, to: string): PeriodDates {
  const [first, last] = [from.trim(), to.trim()]
  const start = startOf(first)
  const wholeMonths = DAY.test(first) && DAY.test(last) && FIRST_OF_MONTH.test(first) && FIRST_OF_MONTH.test(last) && last > first
  const end = DAY.test(last) && !wholeMonths ? startOf(last) + DAY_MS : startOf(last)
  if (end <= start) {
    throw new Problem('period.ends-before-start', `The period ends before it begins (${first} to ${last}): correct its dates.`)
  }
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() }
}

/**
 * The instant at which a day begins in UTC, or that of a time with its zone, as a person types it; null for nothing.
 * @throws Problem `period.bad-date`
 */
export function instantTyped(text: string): string | null {
  const typed = text.trim()
  return typed === '' ? null : new Date(startOf(typed)).toISOString()
}

/** The day or month that a cell names, or the UTC day of a time in it; null for other text. A time without a zone is in UTC. */
export function datesNamed(text: string): PeriodDates | null {
  const cell = text.trim()
  const [month] = /^\d{4}-\d\d$/.exec(cell) ?? []
  if (month !== undefined) return monthNamed(month)
  const time = TIME.exec(cell)
  const ms = time ? Date.parse(`${cell.replace(' ', 'T')}${time[2] ? '' : 'Z'}`) : dayMs(cell)
  if (Number.isNaN(ms) || (time?.[1] !== undefined && Number.isNaN(dayMs(time[1])))) return null
  const start = Math.floor(ms / DAY_MS) * DAY_MS
  return { start: new Date(start).toISOString(), end: new Date(start + DAY_MS).toISOString() }
}

/** Whether a cell is a time that does not say where clocks showed it. */
export function isTimeWithoutZone(text: string): boolean {
  const time = TIME.exec(text.trim())
  return time !== null && time[2] === undefined
}

/** From the first beginning to the last end. */
export function datesTogether(dates: readonly [PeriodDates, ...PeriodDates[]]): PeriodDates {
  let [startMs, endMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { start, end } of dates) {
    startMs = Math.min(startMs, Date.parse(start))
    endMs = Math.max(endMs, Date.parse(end))
  }
  return { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() }
}

/** Whether two times have an instant in common: adjacent ones have none. */
export function datesOverlap(a: PeriodDates, b: PeriodDates): boolean {
  return a.start < b.end && b.start < a.end
}

/** "2026-01-01 to 2026-01-31", the last day as the last one that is covered; with times where they are no whole days. */
export function datesText({ start, end }: PeriodDates): string {
  const isWholeDays = [start, end].every((text) => text.endsWith('T00:00:00.000Z'))
  if (!isWholeDays) return `${start} to ${end}`
  const [first, last] = [start.slice(0, 10), new Date(Date.parse(end) - DAY_MS).toISOString().slice(0, 10)]
  return first === last ? first : `${first} to ${last}`
}

function startOf(text: string): number {
  const [, day, zone] = TIME.exec(text) ?? []
  const ms = day === undefined ? dayMs(text) : Number.isNaN(dayMs(day)) || !zone ? Number.NaN : Date.parse(text.replace(' ', 'T'))
  if (!Number.isNaN(ms)) return ms
  throw new Problem(
    'period.bad-date',
    `"${text.slice(0, 40)}" is no date: write a day as 2026-01-31, or a time with its zone as 2026-01-31T12:00Z.`,
  )
}

/** Milliseconds since 1970 of a day that the calendar has, else NaN. */
function dayMs(text: string): number {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text ? ms : Number.NaN
}

function monthNamed(month: string): PeriodDates | null {
  const start = dayMs(`${month}-01`)
  if (Number.isNaN(start)) return null
  const first = new Date(start)
  const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1)
  return { start: first.toISOString(), end: new Date(end).toISOString() }
}
