/** The days since when hotspots are there: for the time slider, and for the map at one of its moments. */
import type { Hotspot } from '#core/model/records'
import { isoDay } from '#core/words/dateText'
import { type HotspotIndex, narrowIndex } from './hotspotIndex'

const DAY_MS = 86_400_000

/** Days since 1970-01-01 (UTC), both included. */
export interface DayRange {
  from: number
  to: number
}

/** One day per hotspot, in the order given: since when it is there, or when it was recorded; NaN when neither is a date. */
export function hotspotDays(hotspots: readonly Pick<Hotspot, 'since' | 'createdAt'>[]): Float64Array {
  return Float64Array.from(hotspots, ({ since, createdAt }) => {
    const time = Date.parse(since ?? createdAt)
    return Number.isNaN(time) ? Number.NaN : Math.floor(time / DAY_MS)
  })
}

/** From the first day to the last; null when there is no date at all. */
export function daySpan(days: Float64Array): DayRange | null {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const day of days) {
    if (day < from) from = day
    if (day > to) to = day
  }
  return from <= to ? { from, to } : null
}

/**
 * The index of the hotspots that came within the range. Those without a date are always there: nothing says that they were not.
 * @param days of the fleet that the index was made of, see `hotspotDays`.
 */
export function narrowToDays(index: HotspotIndex, days: Float64Array, { from, to }: DayRange): HotspotIndex {
  return narrowIndex(index, (at) => {
    const day = days[at] ?? Number.NaN
    return Number.isNaN(day) || (day >= from && day <= to)
  })
}

/** How many hotspots came in each of `bars` even stretches of the span. */
export function additionsPerBar(days: Float64Array, { from, to }: DayRange, bars: number): Uint32Array {
  const counts = new Uint32Array(bars)
  for (const day of days) {
    if (Number.isNaN(day) || day < from || day > to) continue
    const bar = Math.min(bars - 1, Math.floor(((day - from) / (to - from + 1)) * bars))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  return counts
}

/** "2026-11-21". */
export function dayText(day: number): string {
  return isoDay(day * DAY_MS)
}
