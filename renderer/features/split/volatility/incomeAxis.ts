/** Where the values of an income chart stand on it. Pixels are floats; the amounts stay exact outside. */

export const HEIGHT = 280
export const LEFT = 64
const RIGHT = 12
const TOP = 12
const BOTTOM = 28
const LABEL_ROOM = 84
const SMALLEST_MONEY = 0.001

export interface IncomeAxis {
  ticks: number[]
  x: (at: number) => number
  y: (value: number) => number
  /** Positions that have a label. */
  labelled: number[]
}

/** @param count of periods. @param width of the whole picture */
export function incomeAxis(count: number, highest: number, width: number): IncomeAxis {
  const step = niceStep(highest / 4)
  const top = Math.max(step, Math.ceil(highest / step) * step)
  const last = Math.max(1, count - 1)
  const every = Math.max(1, Math.ceil(count / Math.max(1, Math.floor((width - LEFT) / LABEL_ROOM))))
  return {
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step),
    x: (at) => LEFT + (at / last) * (width - LEFT - RIGHT),
    y: (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM),
    labelled: Array.from({ length: count }, (_, at) => at).filter((at) => at % every === 0),
  }
}

/** 1, 2 or 5 times a power of ten, not below. */
function niceStep(least: number): number {
  // No currency has smaller money.
  if (!(least > SMALLEST_MONEY)) return SMALLEST_MONEY
  const decade = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5].find((times) => times * decade >= least) ?? 10) * decade
}
