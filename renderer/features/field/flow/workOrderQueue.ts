/** Which work order comes next: what was begun, then what is this technician's, then what is near the device before. */

import { greatCircleM, type LatLng } from '#core/geo/sphere'
import { compareUtf8 } from '#core/model/compareUtf8'
import type { WorkOrder } from '#core/model/records'
import { distanceText } from '#core/words/distanceText'

export interface QueuedOrder {
  order: WorkOrder
  /** Why it stands where it stands, in words. */
  why: string
}

/** Open orders, the next one first. `here`: where the device before was put; null: not known. */
export function queueWorkOrders(orders: readonly WorkOrder[], memberId: string | null, here: LatLng | null): QueuedOrder[] {
  const ranked = orders
    .filter(({ status }) => status !== 'done')
    .map((order) => ({ order, rank: rankOf(order, memberId), apartM: here ? greatCircleM(here, order) : null }))
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      (a.apartM ?? 0) - (b.apartM ?? 0) ||
      compareUtf8(a.order.details?.dueOn ?? '9999', b.order.details?.dueOn ?? '9999') ||
      compareUtf8(a.order.createdAt, b.order.createdAt) ||
      a.order.title.localeCompare(b.order.title, 'en', { numeric: true }),
  )
  return ranked.map(({ order, rank, apartM }) => ({
    order,
    why: [RANKS[rank], apartM === null ? null : `${distanceText(apartM)} from the device before`, dueText(order)]
      .filter((part) => part)
      .join(', '),
  }))
}

const RANKS = ['begun, yours', 'begun', 'yours', '', "somebody else's"]

/** What is somebody else's comes last, however near it is. */
function rankOf({ status, assigneeId }: WorkOrder, memberId: string | null): number {
  const mine = memberId !== null && assigneeId === memberId
  if (status === 'in-progress') return mine ? 0 : assigneeId === null ? 1 : 4
  if (mine) return 2
  return assigneeId === null ? 3 : 4
}

function dueText({ details }: WorkOrder): string {
  return details?.dueOn ? `due ${details.dueOn}` : ''
}

/** With "No work order", one for each digit. */
const SHOWN = 8

interface OrderChoiceInputs {
  queue: readonly QueuedOrder[]
  /** As in the flow: null: none; `undefined`: not chosen yet. */
  workOrderId: string | null | undefined
  search: string
}

/**
 * The orders on screen and which of them is taken. Invariant: what is taken is on screen. `value` null: no order; `undefined`:
 * nothing that is searched for, so there is nothing to take.
 */
export function chooseWorkOrder({ queue, workOrderId, search }: OrderChoiceInputs): {
  shown: QueuedOrder[]
  value: string | null | undefined
} {
  const wanted = search.trim().toLowerCase()
  const found = queue.filter(({ order }) => order.title.toLowerCase().includes(wanted))
  const chosen = found.find(({ order }) => order.id === workOrderId)
  const first = found.slice(0, SHOWN)
  // Found by searching and chosen: it stays in view when the search is cleared.
  const shown = chosen && !first.includes(chosen) ? [chosen, ...first.slice(0, SHOWN - 1)] : first
  if (workOrderId === null || queue.length === 0) return { shown, value: null }
  return { shown, value: (chosen ?? shown[0])?.order.id }
}
