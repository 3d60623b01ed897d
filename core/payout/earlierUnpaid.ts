/**
 * The period before a split, where it is not among those that were paid. What a split's books release was held before it, so
 * periods are paid in the order in which they were closed. SPEC.md, rule [PO11].
 */
import type { SplitFile } from '../rewards/splitFile'

/**
 * @param paid the periods in the running totals, or all that were signed
 * @returns the first of the periods that the split goes on from, when none of them was paid; else null
 */
export function earlierUnpaid(split: SplitFile, paid: readonly { id: string }[]): { id: string; name: string } | null {
  if (split.format !== 'commonmast-split-v3') return null
  const ids = new Set(paid.map(({ id }) => id))
  const [first] = split.previous
  if (!first || split.previous.some(({ periodId }) => ids.has(periodId))) return null
  return { id: first.periodId, name: first.name }
}
