/** What happens to the work order when a record is signed, in words: before it, so that nobody is surprised, and after it. */
import type { WorkOrder } from '#core/model/records'
import { type OrderOutcome, orderOutcome } from '../../../data/planning/orderOutcome'

type RecordInHand = Parameters<typeof orderOutcome>[1]

const BEFORE: Record<OrderOutcome, (title: string) => string> = {
  done: (title) => `The record sets the work order “${title}” to done.`,
  training: (title) => `The work order “${title}” stays as it is: this is a training device.`,
  'other-record': (title) => `The work order “${title}” stays as it is: it is done by another record.`,
}

const AFTER: Record<OrderOutcome, string> = {
  done: 'The work order is done.',
  training: 'The work order stays as it was: this is a training device.',
  'other-record': 'The work order stays with the other record that it is done by.',
}

export function orderBefore(workOrder: WorkOrder | null, record: RecordInHand): string {
  return workOrder ? BEFORE[orderOutcome(workOrder, record)](workOrder.title) : 'It belongs to no work order.'
}

/** @param workOrder as it is after the record was saved; null when it has none, or none any more */
export function orderAfter(workOrder: WorkOrder | null, record: RecordInHand): string | null {
  return workOrder && AFTER[orderOutcome(workOrder, record)]
}
