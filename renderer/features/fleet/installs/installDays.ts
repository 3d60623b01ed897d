/** Installs begin and end at instants; people give days, each of which stands for its first instant in UTC. */
import { instantOf } from '#core/model/periodDates'
import { isoDay } from '#core/words/dateText'

/** The instant that a day stands for; one that was opened keeps its time of day while the day stays. */
export function instantOfDay(day: string, opened: string | null = null): string {
  return opened !== null && isoDay(opened) === day ? opened : instantOf(`${day}T00:00:00Z`)
}

/** "2026-11-02 to 2026-11-04" or "since 2026-11-02". */
export function installDaysText({ from, to }: { from: string; to: string | null }): string {
  return to === null ? `since ${isoDay(from)}` : `${isoDay(from)} to ${isoDay(to)}`
}
