/** The quarter in which income was worth least. SPEC.md, rule [VO17]. */
import type { PeriodDates } from '../model/periodDates'

/** The shortest three months of a year. */
const SHORTEST_QUARTER_MS = 89 * 86_400_000

export interface QuarterValue {
  start: string
  end: string
  minorUnits: bigint
}

/**
 * Of all runs of adjacent periods that are as short as they can be and no shorter than 89 days, the one with the least value per
 * day; the earlier of equal ones. Null where the periods do not make a quarter. @param values in minor units, one per period
 */
export function worstQuarter(periods: readonly PeriodDates[], values: readonly bigint[]): QuarterValue | null {
  let worst: (QuarterValue & { lengthMs: bigint }) | null = null
  for (let first = 0; first < periods.length; first++) {
    const run = quarterFrom(periods, first)
    if (run === null) continue
    const minorUnits = values.slice(first, run.last + 1).reduce((sum, value) => sum + value, 0n)
    const quarter = { start: run.start, end: run.end, minorUnits, lengthMs: BigInt(run.lengthMs) }
    if (worst === null || minorUnits * worst.lengthMs < worst.minorUnits * quarter.lengthMs) worst = quarter
  }
  return worst && { start: worst.start, end: worst.end, minorUnits: worst.minorUnits }
}

function quarterFrom(periods: readonly PeriodDates[], first: number) {
  const start = periods[first]?.start
  if (start === undefined) return null
  for (let last = first; last < periods.length; last++) {
    const dates = periods[last]
    if (!dates || (last > first && periods[last - 1]?.end !== dates.start)) return null
    const lengthMs = Date.parse(dates.end) - Date.parse(start)
    if (lengthMs >= SHORTEST_QUARTER_MS) return { start, end: dates.end, last, lengthMs }
  }
  return null
}
