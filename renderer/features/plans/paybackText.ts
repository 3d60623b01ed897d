/** Months until a cost is earned, as people say it. */
export function monthsText(months: number | null): string {
  if (months === null) return 'over 10 years'
  if (months === 0) return 'at once'
  if (months < 24) return `${months} ${months === 1 ? 'month' : 'months'}`
  return `${(months / 12).toFixed(1).replace(/\.0$/, '')} years`
}
