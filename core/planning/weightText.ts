/** Weights and shares in words. */
import { countText } from '../words/countText'
import { numberText } from '../words/numberText'

export interface WeightWords {
  /** What one unit is, e.g. "people". */
  unit: string
  /** Whether weights are imported or drawn demand rather than cells. */
  isDemand: boolean
}

/** "182 cells", "1 cell", "4,210 people", "3.5 people"; at most one decimal, and never "0" for a trace. */
export function weightText(weight: number, { unit, isDemand }: WeightWords): string {
  if (!isDemand) return countText(weight, 'cell')
  if (weight > 0 && weight < 0.05) return `less than 0.1 ${unit}`
  return `${numberText(weight, weight < 100 ? 1 : 0)} ${unit}`
}

/** Whole per cent from 10 on, one decimal below; never "0%" for a trace nor "100%" for less than all. */
export function percentOf(part: number, whole: number): string {
  const percent = (part / whole) * 100
  if (part === whole) return '100%'
  if (percent < 0.1) return 'less than 0.1%'
  if (percent > 99) return 'more than 99%'
  return `${percent >= 9.95 ? Math.round(percent) : percent.toFixed(1).replace(/\.0$/, '')}%`
}
