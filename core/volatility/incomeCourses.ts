/** A report as courses to draw: of all members together or of one. Figures to look at, not to reckon with. SPEC.md, rule [VO21]. */
import { currencyDecimals } from '../model/currency'
import { formatAmount, parseAmount } from '../model/money'
import { parseDecimal, toNumber } from '../model/rational'
import { BAND_PERCENTS } from './priceDraws'
import type { VolatilityReport } from './volatilityReport'
import { worstQuarter } from './worstQuarter'

export type BandPercent = (typeof BAND_PERCENTS)[number]
export type BandValues = Record<BandPercent, number>

export interface CoursePoint {
  /** ISO 8601. */
  start: string
  end: string
  without: number
  with: number
  /** The same, exact. */
  withoutText: string
  withText: string
}

export interface BandPoint {
  start: string
  without: BandValues
  with: BandValues
}

/** Income in the currency along the history, or with the fall of the price laid on it. @param member null for all together */
export function coursePoints(report: VolatilityReport, which: 'history' | 'shock', member: string | null): CoursePoint[] {
  return report[which].periods.map((period) => {
    const own = member === null ? period : period.members.find((each) => each.member === member)
    const [withoutText, withText] = [own?.valueWithout ?? '0', own?.valueWith ?? '0']
    return {
      ...{ start: period.start, end: period.end, withoutText, withText },
      ...{ without: numberOf(withoutText), with: numberOf(withText) },
    }
  })
}

/**
 * Bands over the drawn courses; null where nothing was drawn. The reserve moves in proportion to what was earned, so a member has
 * the part of each band that they earned of the whole.
 */
export function bandPoints(report: VolatilityReport, member: string | null): BandPoint[] | null {
  return (
    report.drawn?.periods.map(({ start, valueWithout, valueWith }, at) => {
      const part = member === null ? 1 : partOf(report, at, member)
      const scaled = (texts: Record<string, string>) =>
        Object.fromEntries(BAND_PERCENTS.map((percent) => [percent, numberOf(texts[percent] ?? '0') * part])) as BandValues
      return { start, without: scaled(valueWithout), with: scaled(valueWith) }
    }) ?? null
  )
}

/** The worst quarter without and with the reserve; null where the periods do not make one. Values are exact. */
export function worstQuarterOf(
  report: VolatilityReport,
  which: 'history' | 'shock',
  member: string | null,
): Record<'without' | 'with', { start: string; value: string } | null> {
  const points = coursePoints(report, which, member)
  const decimals = currencyDecimals(report.currency)
  const quarter = (texts: string[]) => {
    const worst = worstQuarter(
      points,
      texts.map((text) => parseAmount(text, decimals)),
    )
    return worst && { start: worst.start, value: formatAmount(worst.minorUnits, decimals) }
  }
  return {
    without: quarter(points.map(({ withoutText }) => withoutText)),
    with: quarter(points.map(({ withText }) => withText)),
  }
}

function partOf(report: VolatilityReport, at: number, member: string): number {
  const { members = [] } = report.history.periods[at] ?? {}
  const amounts = members.map((each) => numberOf(each.amountWithout))
  const whole = amounts.reduce((sum, amount) => sum + amount, 0)
  const own = amounts[members.findIndex((each) => each.member === member)] ?? 0
  return whole === 0 ? 1 / Math.max(1, members.length) : own / whole
}

function numberOf(text: string): number {
  return toNumber(parseDecimal(text))
}
