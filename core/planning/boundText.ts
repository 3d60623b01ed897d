/** How good a choice of sites is known to be, in words. */
import type { PlanOutcome } from '../model/planStudy'

/** Value as a share of what no choice can exceed, 0 to 1, rounded down to a tenth of a per cent; 1 only when it is proved. */
export function boundShare({ value, upperBound, proved }: Pick<PlanOutcome, 'value' | 'upperBound' | 'proved'>): number {
  if (proved || upperBound <= 0 || value >= upperBound) return 1
  return Math.min(0.999, Math.floor((value / upperBound) * 1_000) / 1_000)
}

/** "optimal, proved", or "≥ 98.6% of the bound". */
export function boundText(outcome: Pick<PlanOutcome, 'value' | 'upperBound' | 'proved'>): string {
  const share = boundShare(outcome)
  return share === 1 ? 'optimal, proved' : `≥ ${(share * 100).toFixed(1)}% of the bound`
}
