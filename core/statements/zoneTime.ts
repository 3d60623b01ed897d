/**
 * Months and times in a named time zone (IANA Time Zone Database, through ECMA-402). Instants stay in UTC; a zone only says
 * where a month begins and what a clock on the wall shows. SPEC.md, rules [ST4] to [ST7].
 */
import type { PeriodDates } from '../model/periodDates'
import { Problem } from '../model/problem'

const HOUR_MS = 3_600_000
/** Wider than any zone is from UTC, and than any change of a clock, Samoa's lost day included. */
const REACH_HOURS = 40

/**
 * The zone in its own spelling.
 * @throws Problem `zone.unknown` for what is no zone with a place, since an offset or an abbreviation knows no summer time.
 */
export function checkZone(zone: string): string {
  const name = zone.trim()
  try {
    if (/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name) || name.toUpperCase() === 'UTC') {
      const known = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
      // Some engines give a zone's older name, such as Asia/Calcutta.
      return known.toLowerCase() === name.toLowerCase() ? known : name
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
  }
  throw new Problem('zone.unknown', `"${name.slice(0, 60)}" is no time zone: write it as Europe/Zurich, or UTC.`)
}

/**
 * The instants from which a month is on and up to which it lasts, by the clocks of a zone.
 * Where an hour is repeated over midnight it begins with the first time that the clock shows it; where midnight is skipped, with
 * the first instant after.
 * @param month 1 to 12
 * @throws Problem `zone.unknown` or `zone.bad-month`.
 */
export function monthIn(zone: string, year: number, month: number): PeriodDates {
  const isMonth = Number.isInteger(month) && month >= 1 && month <= 12
  if (!isMonth || !Number.isInteger(year) || year < 1970 || year > 2200) {
    throw new Problem('zone.bad-month', `${year}-${month} is no month: give a year from 1970 to 2200 and a month from 1 to 12.`)
  }
  const offsetAt = offsetsOf(checkZone(zone))
  const start = firstInstant(Date.UTC(year, month - 1, 1), offsetAt)
  const end = firstInstant(Date.UTC(year, month, 1), offsetAt)
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() }
}

/** "2026-02-28 23:00:00", in UTC. Parts of a second are left out. */
export function utcText(at: string): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** "2026-03-01 00:00:00 +01:00": with its offset, so that an hour that comes twice is told apart. @throws Problem `zone.unknown` */
export function localText(at: string, zone: string): string {
  return localTexts(zone)(at)
}

/** The same for many instants. */
export function localTexts(zone: string): (at: string) => string {
  const offsetAt = offsetsOf(checkZone(zone))
  return (at) => {
    const ms = Date.parse(at)
    const offsetMs = offsetAt(ms)
    return `${utcText(new Date(ms + offsetMs).toISOString())} ${offsetText(offsetMs)}`
  }
}

/** Milliseconds that a zone's clocks are ahead of UTC, by instant. */
function offsetsOf(zone: string): (ms: number) => number {
  const parts = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts })
  return (ms) => {
    const shown = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const part = (type: keyof typeof parts) => shown.get(type) ?? 0
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return wall - Math.floor(ms / 1000) * 1000
  }
}

/** The first instant at which a clock shows this wall time, or, where it is skipped, a later one. @param wall as if it were UTC */
function firstInstant(wall: number, offsetAt: (ms: number) => number): number {
  const offsets = new Set<number>()
  for (let hour = -REACH_HOURS; hour <= REACH_HOURS; hour++) offsets.add(offsetAt(wall + hour * HOUR_MS))
  const shown = [...offsets].map((offset) => wall - offset).filter((ms) => ms + offsetAt(ms) === wall)
  if (shown.length > 0) return Math.min(...shown)
  let before = wall - Math.max(...offsets) - HOUR_MS
  let after = wall - Math.min(...offsets)
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (middle + offsetAt(middle) < wall) before = middle
    else after = middle
  }
  return after
}

function offsetText(offsetMs: number): string {
  const minutes = Math.floor(Math.abs(offsetMs) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
