/**
 * What of a log still decides something: records made from it alone are those of the whole log, stamps included, and go on being
 * so whatever arrives later ([OP1]). SPEC.md, [SY90].
 */
import { applyOperations } from '../../records/applyOperations'
import type { MergePlan } from '../../records/mergePlan'
import { type Operation, stampOf } from '../../records/operation'
import { type RecordState, rowOf, STAMPS } from '../../records/recordState'
import { sameValue } from '../../records/sameValue'

/**
 * @param plans by table; operations on other tables all stand, since only a later version can say what they do
 * @param operations all that is known of their records
 * @returns those that stand, in the order given
 */
export function operationsThatStand(plans: ReadonlyMap<string, MergePlan>, operations: readonly Operation[]): Operation[] {
  const { changed, refused } = applyOperations(plans, new Map(), operations)
  const isRefused = new Set(refused.map(({ operation }) => operation))
  const named = new Map<RecordState, ReadonlySet<string>>()
  const decides = (operation: Operation): boolean => {
    const plan = plans.get(operation.table)
    const state = changed.get(operation.table)?.get(operation.key)
    // What was refused is shown, so that it travels as well.
    if (!plan || !state || isRefused.has(operation)) return true
    if (plan.special.some(({ name }) => operation.set && name in operation.set)) return true
    const stamps = named.get(state) ?? stampsOf(state)
    named.set(state, stamps)
    return stamps.has(stampOf(operation))
  }
  const kept = operations.filter(decides)
  const again = applyOperations(plans, new Map(), kept).changed
  const isSame = ({ table, key }: Operation) => {
    const state = changed.get(table)?.get(key)
    const other = again.get(table)?.get(key)
    return state !== undefined && other !== undefined && sameValue(rowOf(state), rowOf(other))
  }
  const differs = new Set<string>()
  for (const operation of operations) {
    if (plans.has(operation.table) && !isSame(operation)) differs.add(nameOf(operation))
  }
  if (differs.size === 0) return kept
  const stands = new Set(kept)
  return operations.filter((operation) => stands.has(operation) || differs.has(nameOf(operation)))
}

function nameOf({ table, key }: Operation): string {
  return `${table} ${key}`
}

/** Every text in a record's stamps that may be one: a few too many do no harm. */
function stampsOf(state: RecordState): Set<string> {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') found.add(value)
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect)
  }
  collect(rowOf(state)[STAMPS])
  return found
}
