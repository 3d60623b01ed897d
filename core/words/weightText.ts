import { countText } from './countText'
import { numberText } from './numberText'

/** "182 cells", "4,210 people", "3.5 people"; at most one decimal, and never "0" for a trace. @param unit "cells" are counted */
export function weightText(weight: number, unit: string): string {
  if (unit === 'cells') return countText(Math.round(weight), 'cell')
  if (weight > 0 && weight < 0.05) return `less than 0.1 ${unit}`
  return `${numberText(weight, Math.abs(weight) < 100 ? 1 : 0)} ${unit}`
}
