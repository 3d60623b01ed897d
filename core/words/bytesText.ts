const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** "812 KB", "3.2 GB": by powers of 1,000, as sticks and disks are labelled. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000
    unit++
  }
  const shown = unit === 0 || value >= 100 ? Math.round(value).toString() : value.toFixed(1).replace(/\.0$/, '')
  return `${shown} ${UNITS[unit]}`
}
