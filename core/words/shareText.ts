/** Parts of a whole, in per cent. Never "0%" for a trace nor "100%" for less than all. */

/** One decimal: "33.3%". */
export function shareText(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%'
  if (part === whole) return '100%'
  return `${Math.min(99.9, Math.max(0.1, (part / whole) * 100)).toFixed(1)}%`
}

/** For sentences: whole per cent from 10 on, one decimal below. */
export function roughShareText(part: number, whole: number): string {
  const percent = (part / whole) * 100
  if (part === whole) return '100%'
  if (percent < 0.1) return 'less than 0.1%'
  if (percent > 99) return 'more than 99%'
  return `${percent >= 9.95 ? Math.round(percent) : percent.toFixed(1).replace(/\.0$/, '')}%`
}

/** Of amounts: two decimals, rounded half up; never used to compute an amount. */
export function amountShareText(part: bigint, whole: bigint): string {
  if (whole === 0n) return '0.00 %'
  const hundredths = (part * 10_000n * 2n + whole) / (whole * 2n)
  if (hundredths === 0n && part > 0n) return '< 0.01 %'
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')} %`
}
