/** What a clock on a wall showed, as instants: none in an hour that was left out, two in one that was repeated. */
import { Problem } from './problem'

const DAY_MS = 86_400_000

/** @throws Problem `time.unknown-zone` */
export function checkTimeZone(timeZone: string): void {
  try {
    formatIn(timeZone)
  } catch (cause) {
    throw new Problem(
      'time.unknown-zone',
      `"${timeZone.slice(0, 40)}" is no time zone that is known: write UTC, or a name such as Europe/Zurich.`,
      { cause },
    )
  }
}

/**
 * @param shownMs what the clock showed, in milliseconds as if it were UTC
 * @returns the instants at which clocks of the zone showed that, the earlier first
 * @throws RangeError for a zone that `checkTimeZone` refuses
 */
export function instantsShown(shownMs: number, timeZone: string): number[] {
  const format = formatIn(timeZone)
  const wholeSecond = Math.floor(shownMs / 1000) * 1000
  // Whatever changes at this hour, a day before and a day after have the two offsets.
  const days = [-DAY_MS, 0, DAY_MS].map((awayMs) => wholeSecond + awayMs)
  const offsets = new Set(days.map((instant) => shownAt(instant, format) - instant))
  return [...offsets]
    .map((offset) => shownMs - offset)
    .filter((instant) => shownAt(instant, format) === wholeSecond)
    .sort((a, b) => a - b)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', era: 'short', ...parts })
  formats.set(timeZone, made)
  return made
}

/** What clocks show at an instant, in milliseconds as if it were UTC, to the second. */
function shownAt(instant: number, format: Intl.DateTimeFormat): number {
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}
