/** Which work orders show, in which order, and as which address. */
import { compareUtf8 } from '#core/model/compareUtf8'
import type { Member, Plan, WorkOrder } from '#core/model/records'
import { checklistOf, detailsOf } from '#core/planning/workOrders/workOrderDetails'

export interface OrderFilters {
  /** "not-done" is what there is still to do. */
  status: WorkOrder['status'] | 'not-done' | null
  /** A member's id, "nobody", or null for all. */
  assignee: string | null
  planId: string | null
}

export const NO_FILTERS: OrderFilters = { status: null, assignee: null, planId: null }
export const NOBODY = 'nobody'

/** One line of the table, with the names that ids stand for. */
export interface OrderRow {
  order: WorkOrder
  planName: string
  siteNumber: number | null
  assigneeName: string
  dueOn: string | null
  checked: number
  toCheck: number
}

/** The orders that fit, the soonest due first, those without a day last, then by plan and site. */
export function orderRows(orders: readonly WorkOrder[], plans: readonly Plan[], members: readonly Member[]): OrderRow[] {
  const plansById = new Map(plans.map((plan) => [plan.id, plan]))
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const rows = orders.map((order): OrderRow => {
    const plan = plansById.get(order.planId ?? '')
    const { dueOn } = detailsOf(order)
    const checklist = checklistOf(order)
    return {
      order,
      planName: plan?.name ?? '',
      siteNumber: plan?.sites.find(({ id }) => id === order.siteId)?.order ?? null,
      assigneeName: names.get(order.assigneeId ?? '') ?? '',
      dueOn,
      checked: checklist.filter(({ done }) => done).length,
      toCheck: checklist.length,
    }
  })
  return rows.sort(
    (a, b) =>
      Number(a.order.status === 'done') - Number(b.order.status === 'done') ||
      compareUtf8(a.dueOn ?? '9999', b.dueOn ?? '9999') ||
      compareUtf8(a.planName, b.planName) ||
      (a.siteNumber ?? 0) - (b.siteNumber ?? 0) ||
      compareUtf8(a.order.id, b.order.id),
  )
}

export function filterRows(rows: readonly OrderRow[], { status, assignee, planId }: OrderFilters): OrderRow[] {
  return rows.filter(({ order }) => {
    if (status === 'not-done' ? order.status === 'done' : status !== null && order.status !== status) return false
    if (assignee === NOBODY ? order.assigneeId !== null : assignee !== null && order.assigneeId !== assignee) return false
    return planId === null || order.planId === planId
  })
}

/** An order is late from the day after it was due. @param today as YYYY-MM-DD. */
export function isLate({ order, dueOn }: OrderRow, today: string): boolean {
  return order.status !== 'done' && dueOn !== null && dueOn < today
}
