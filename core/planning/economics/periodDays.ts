/** Which days a period of rewards covers, for reckoning by the month. */
import { isoDay } from '../../words/dateText'

export interface PeriodDays {
  days: number
  /** YYYY-MM-DD. */
  lastDay: string
  /** Whether the period or its name said it, rather than the person's assumption. */
  isNamed: boolean
}

const DAY_MS = 86_400_000
const dayTime = (text: string) => Date.parse(`${text}T00:00:00Z`)

/** What is known of a period: its time, or its name and, when that holds no date, when it came here. */
export interface DatedPeriod {
  name: string
  start?: string | undefined
  end?: string | undefined
  createdAt: string
}

/**
 * Without a start and an end the name is looked at: "October 2026" is not read; "2026-10" is that month, "2026-10-01 to 2026-10-07" a week, and one date a day that ends
 * the assumed number of days.
 * @param assumedDays for names without a period
 */
export function periodDays({ name, start, end, createdAt }: DatedPeriod, assumedDays: number): PeriodDays {
  if (start && end) {
    const days = (Date.parse(end) - Date.parse(start)) / DAY_MS
    return { days, lastDay: isoDay(Date.parse(end) - 1), isNamed: true }
  }
  const dates = [...name.matchAll(/\b(\d{4})-(\d{2})-(\d{2})\b/g)]
    .map(([text]) => text)
    .filter((text) => !Number.isNaN(dayTime(text)))
  const [first, last] = [dates[0], dates.at(-1)]
  if (first && last && last > first) {
    return { days: (dayTime(last) - dayTime(first)) / DAY_MS + 1, lastDay: last, isNamed: true }
  }
  if (first) return { days: assumedDays, lastDay: first, isNamed: false }
  const month = /\b(\d{4})-(0[1-9]|1[0-2])\b/.exec(name)
  if (month) {
    const [year, number] = [Number(month[1]), Number(month[2])]
    const days = (Date.UTC(year, number, 1) - Date.UTC(year, number - 1, 1)) / DAY_MS
    return { days, lastDay: isoDay(Date.UTC(year, number - 1, days)), isNamed: true }
  }
  return { days: assumedDays, lastDay: createdAt.slice(0, 10), isNamed: false }
}
