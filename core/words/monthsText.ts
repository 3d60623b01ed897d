/** Months until a cost is earned, as people say it. */
import { countText } from './countText'
export function monthsText(months: number | null): string {
  if (months === null) return 'over 10 years'
  if (months === 0) return 'at once'
  if (months < 24) return countText(months, 'month')
  return `${(months / 12).toFixed(1).replace(/\.0$/, '')} years`
}
