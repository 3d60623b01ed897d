/** What a signed record does to the work order it belongs to; one rule for the words before it, the write, and the words after. */
import { DEMO_PREFIX } from '#core/model/demoIdentity'
import type { WorkOrder } from '#core/model/records'

/**
 * `done`: it is done by this record. `training`: it stays as it is, because a training device does no real work.
 * `other-record`: it stays as it is, because it is done by another record.
 */
export type OrderOutcome = 'done' | 'training' | 'other-record'

/** @param record its id, null when it is not signed yet */
export function orderOutcome(order: WorkOrder, record: { id: string | null; simulated: boolean }): OrderOutcome {
  if (!countsFor(order, record.simulated)) return 'training'
  const isOthers = order.status === 'done' && order.provisioningId !== null && order.provisioningId !== record.id
  return isOthers ? 'other-record' : 'done'
}

/** Whether work with this device is work on this order: in the demo, where all is practice, a training device does it too. */
export function countsFor({ id, planId }: Pick<WorkOrder, 'id' | 'planId'>, simulated: boolean): boolean {
  return !simulated || id.startsWith(DEMO_PREFIX) || (planId?.startsWith(DEMO_PREFIX) ?? false)
}
