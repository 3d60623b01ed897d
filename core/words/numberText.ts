/** Numbers as people read them: digits in groups of three, a point for decimals, and a true minus sign. */

/** "3,640", "12.35". @param mostDecimals trailing zeros are left out */
export function numberText(value: number, mostDecimals = 3): string {
  return value.toLocaleString('en', { maximumFractionDigits: mostDecimals }).replace('-', '−')
}

/** "−92.4": always so many decimals, for figures that stand below each other. */
export function fixedText(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('-', '−')
}
