/**
 * The date of a fix, which receivers get wrong: GPS counts weeks modulo 1024 (modulo 8192 in newer messages), and firmware that
 * is older than its last era tells a date whole eras back; a receiver whose clock has lost its memory tells its first day.
 * The installation's own clock says which era it is. Nothing is corrected without a word: the note goes with the fix.
 */
import { z } from 'zod'

const DAY_MS = 86_400_000
const ERA_WEEKS = 1024
const ERA_MS = ERA_WEEKS * 7 * DAY_MS
/** A laptop's clock may be months off after a flat battery; the receiver's date is believed as long as they are no further apart. */
const BELIEVABLE_MS = 366 * DAY_MS
/** Nothing was measured with this program before: a clock from before is wrong, and nothing is corrected by it. */
const EARLIEST_MS = Date.UTC(2025, 0, 1)
/** GPS began in 1980, so two digits from there on are of that century. */
const FIRST_YEAR = 80

/**
 * What is odd about the dates: `corrected` by whole 1024-week eras against the installation's clock; `installation`, the receiver
 * told none, so the day is that of the installation's clock; `doubtful`, as the receiver told it, although the
 * installation's clock disagrees by more than a year.
 */
export const dateNoteSchema = z.enum(['corrected', 'installation', 'doubtful'])
export type DateNote = z.infer<typeof dateNoteSchema>

export interface FixDate {
  /** ISO 8601, UTC. */
  time: string
  note: DateNote | null
  /** As the receiver told it, `yyyy-mm-dd`; null where it told none. */
  toldDate: string | null
}

/**
 * @param date `ddmmyy` as RMC tells it, its first zero perhaps missing, or `ddmmyyyy`
 * @param time `hhmmss` with or without decimals
 * @param nowMs the installation's clock
 * @param isTrusted for training receivers, whose days are made up: only whole eras are looked at
 * @returns null for a day that is not in the calendar
 */
export function readFixDate(date: string, time: string, nowMs: number, isTrusted = false): FixDate | null {
  const ofDayMs = timeOfDayMs(time)
  const day = dayMs(date)
  if (day === null) {
    if (!/^0*$/.test(date.trim())) return null
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS
    // Whichever day brings the receiver's time of day closest: around midnight it is the day before or after.
    const days = [today - DAY_MS, today, today + DAY_MS]
    const closest = days.reduce((a, b) => (Math.abs(b + ofDayMs - nowMs) < Math.abs(a + ofDayMs - nowMs) ? b : a))
    return { time: iso(closest + ofDayMs), note: 'installation', toldDate: null }
  }
  const toldMs = day + ofDayMs
  const toldDate = iso(day).slice(0, 10)
  const isBelievable = (atMs: number) => Math.abs(nowMs - atMs) <= BELIEVABLE_MS
  const correctedMs = toldMs + Math.round((nowMs - toldMs) / ERA_MS) * ERA_MS
  if (correctedMs !== toldMs && correctedMs >= EARLIEST_MS && isBelievable(correctedMs)) {
    return { time: iso(correctedMs), note: 'corrected', toldDate }
  }
  return { time: iso(toldMs), note: isTrusted || isBelievable(toldMs) ? null : 'doubtful', toldDate }
}

/** Whether a time is a whole number of 1024-week eras, at least one, before or after another, give or take a year. */
export function isErasAway(timeMs: number, fromMs: number): boolean {
  const eras = Math.round((fromMs - timeMs) / ERA_MS)
  return eras !== 0 && Math.abs(fromMs - timeMs - eras * ERA_MS) <= BELIEVABLE_MS
}

/** Whether two times are so far apart that one of them is wrong. */
export function areYearsApart(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) > BELIEVABLE_MS
}

/** Null for a day that is not in the calendar, and for none. */
function dayMs(date: string): number | null {
  const [, day = '', month = '', yearDigits = ''] = /^(\d{1,2})(\d{2})(\d{2}|\d{4})$/.exec(date.trim()) ?? []
  if (yearDigits === '') return null
  const two = Number(yearDigits)
  const year = yearDigits.length === 4 ? two : two + (two >= FIRST_YEAR ? 1900 : 2000)
  const atMs = Date.UTC(year, Number(month) - 1, Number(day))
  const read = new Date(atMs)
  return read.getUTCDate() === Number(day) && read.getUTCMonth() === Number(month) - 1 ? atMs : null
}

/** The leap second counts as the last of its minute. */
function timeOfDayMs(time: string): number {
  const [hours, minutes, seconds] = [time.slice(0, 2), time.slice(2, 4), time.slice(4, 6)].map(Number)
  const milliseconds = Number(time.slice(7, 10).padEnd(3, '0'))
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + Math.min(59, seconds ?? 0)) * 1000 + milliseconds
}

const iso = (atMs: number) => new Date(atMs).toISOString()
