/** Days and times, by this machine's clock. What is kept and sorted stays ISO 8601; these are for reading. */

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const time = { hour: '2-digit', minute: '2-digit' } as const

/** "30 Nov 2026". @param at ISO 8601 text or milliseconds, as for the others */
export function dateText(at: string | number): string {
  return new Date(at).toLocaleDateString('en-GB', day)
}

/** "14:05". */
export function timeText(at: string | number): string {
  return new Date(at).toLocaleTimeString('en-GB', time)
}

/** "30 Nov 2026, 14:05". */
export function dateTimeText(at: string | number): string {
  return new Date(at).toLocaleString('en-GB', { ...day, ...time })
}

/** "30 Nov, 14:05", where the year is plain. */
export function recentTimeText(at: string | number): string {
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', ...time })
}

/** "2026-11-30": the day in UTC, for tables and names of files. */
export function isoDay(at: string | number): string {
  return (typeof at === 'string' ? at : new Date(at).toISOString()).slice(0, 10)
}
