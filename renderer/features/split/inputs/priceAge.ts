/** How old a price is at the end of a period, as people read it. */
import { countText } from '#core/words/countText'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** "of the end of the period", "3 hours before its end", "12 days before its end". @param ageMs below zero for a later price */
export function priceAge(ageMs: number): string {
  if (ageMs === 0) return 'of the end of the period'
  const side = ageMs > 0 ? 'before' : 'after'
  const length = Math.abs(ageMs)
  if (length < HOUR_MS) return `less than an hour ${side} its end`
  if (length < 2 * DAY_MS) return `${countText(Math.floor(length / HOUR_MS), 'hour')} ${side} its end`
  return `${countText(Math.floor(length / DAY_MS), 'day')} ${side} its end`
}

/** A price that is further from the end of its period than a week is worth a second look. */
export function isOldPrice(ageMs: number): boolean {
  return Math.abs(ageMs) > 7 * DAY_MS
}
