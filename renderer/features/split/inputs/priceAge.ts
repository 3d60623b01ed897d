/** How old a price is at the end of a period, as people read it. */
import { countText } from '#core/words/countText'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** "as the period ends", "3 hours before the period ends". @param ageMs below zero for a later price */
export function priceAge(ageMs: number): string {
  if (ageMs === 0) return 'as the period ends'
  const side = ageMs > 0 ? 'before' : 'after'
  const length = Math.abs(ageMs)
  if (length < HOUR_MS) return `less than an hour ${side} the period ends`
  if (length < 2 * DAY_MS) return `${countText(Math.floor(length / HOUR_MS), 'hour')} ${side} the period ends`
  return `${countText(Math.floor(length / DAY_MS), 'day')} ${side} the period ends`
}

/** A price that is further from the end of its period than a week is worth a second look. */
export function isOldPrice(ageMs: number): boolean {
  return Math.abs(ageMs) > 7 * DAY_MS
}
