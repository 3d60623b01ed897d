/** Numbers as people read them: digits in groups of three, a point for decimals, and a true minus sign. */

/** "3,640", "12.35". @param mostDecimals trailing zeros are left out */
export function numberText(value: number, mostDecimals = 3): string {
  return withMinus(value.toLocaleString('en', { maximumFractionDigits: mostDecimals }))
}

/** "−92.0": always so many decimals, for figures that stand below each other. */
export function fixedText(value: number, decimals: number): string {
  return withMinus(value.toFixed(decimals))
}

/** What rounds to nothing has no sign. */
function withMinus(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '−')
}
