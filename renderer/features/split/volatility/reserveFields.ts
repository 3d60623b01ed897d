/** The rule of a reserve, and of what prices count, as they are typed. */
import { HUNDRED_PERCENT, parsePercent } from '#core/agreements/percent'
import { Problem } from '#core/model/problem'
import { rational } from '#core/model/rational'
import type { ReserveTerms } from '#core/volatility/stabilityReserve'

const DAY_MS = 86_400_000

export interface ReserveFields {
  percent: string
  bandPercent: string
  periods: string
  /** How old a price may be at the end of a period. */
  oldestDays: string
}

export const USUAL_RESERVE: ReserveFields = { percent: '50', bandPercent: '10', periods: '3', oldestDays: '7' }

/** @throws Problem `percent.malformed` or `reserve.bad-terms` */
export function reserveTerms({ percent, bandPercent, periods }: ReserveFields): ReserveTerms {
  const window = wholeNumber(periods)
  if (window === null) {
    throw new Problem('reserve.bad-terms', 'The average needs at least one period before: give a whole number of 1 or more.')
  }
  return { share: partOf(percent, 'Part'), band: partOf(bandPercent, 'Band'), window }
}

/** @throws Problem `price.bad-age` */
export function oldestPriceMs({ oldestDays }: ReserveFields): number {
  const days = wholeNumber(oldestDays)
  if (days !== null) return days * DAY_MS
  throw new Problem('price.bad-age', 'Say how many days old a price may be at the end of a period, such as 7.')
}

/** 1 to 999; null for other text. */
function wholeNumber(text: string): number | null {
  return /^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text) : null
}

function partOf(text: string, field: string) {
  return rational(parsePercent(text.trim(), { field }), HUNDRED_PERCENT)
}
