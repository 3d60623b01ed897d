import type { MergePlan } from './mergePlan'
import type { RecordState } from './recordState'

/**
 * Whether a record stands in its table: all of it has arrived and nobody removed it. A fact cannot be removed, unless it
 * was only practised. What is not shown is kept beside the tables, so that it can come back.
 */
export function isShown(plan: MergePlan, { fields, removal }: RecordState): boolean {
  if (removal?.gone && (!plan.isFact || plan.isPractice(fields))) return false
  for (const field of plan.required) if (fields[field] === undefined) return false
  return plan.schema === null || plan.schema.safeParse(fields).success
}
