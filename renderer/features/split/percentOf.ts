/** A part of a whole for reading: two decimals, rounded half up; never used to compute an amount. */
export function percentOf(part: bigint, whole: bigint): string {
  if (whole === 0n) return '0.00 %'
  const hundredths = (part * 10_000n * 2n + whole) / (whole * 2n)
  if (hundredths === 0n && part > 0n) return '< 0.01 %'
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')} %`
}
