/** Work orders of a plan's sites: one per site, however often they are asked for; who does them, and how far they are. */
import type { Plan, PlanSite, WorkOrder, WorkOrderDetails } from '#core/model/records'
import { newChecklist, newWorkOrderDetails } from '#core/planning/workOrders/workOrderDetails'
import { commitChanges } from '../commitChanges'
import { countsFor } from '../orderOutcome'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { putChange, putRecords } from './putRecords'

/** Makes the work orders that these sites do not have yet. @returns those that were made. */
export async function makeWorkOrders(plan: Plan, sites: readonly PlanSite[]): Promise<WorkOrder[]> {
  const existing = await db.workOrders.where('planId').equals(plan.id).toArray()
  const taken = new Set(existing.map(({ siteId }) => siteId))
  const at = nowText()
  const made = sites
    .filter(({ id }) => !taken.has(id))
    .map(
      (site): WorkOrder => ({
        // Made of plan and site, so that two windows asking at once write the same record.
        id: `${plan.id}:${site.id}`,
        title: `Site ${site.order} of ${plan.name}`,
        planId: plan.id,
        siteId: site.id,
        lat: site.lat,
        lng: site.lng,
        h3: site.h3,
        status: 'open',
        assigneeId: null,
        provisioningId: null,
        details: detailsFor(plan, site),
        checklist: newChecklist(plan.study?.settings.profile?.technology ?? null, movedFirst(site)),
        createdAt: at,
        updatedAt: at,
      }),
    )
  if (made.length > 0) await putRecords('workOrders', made)
  return made
}

/** The plan's profile as it is now. */
function detailsFor(plan: Plan, { study }: PlanSite): WorkOrderDetails {
  const details = newWorkOrderDetails(plan.study?.settings.profile ?? null)
  return study?.kind === 'moved' ? { ...details, notes: `Move ${study.name} here.` } : details
}

/** A moved hotspot must be taken down first. */
function movedFirst({ study }: PlanSite): string[] {
  return study?.kind === 'moved' ? [`${study.name} taken down from its old place`] : []
}

/** Names who is to do these orders, or nobody, in one transaction. Orders that are gone are passed over. @returns how many changed. */
export async function assignWorkOrders(orderIds: readonly string[], assigneeId: string | null): Promise<number> {
  return patchOrders(orderIds, (order) => (order.assigneeId === assigneeId ? null : { assigneeId }))
}

/**
 * Someone began with this device: an open order is now in progress. One that is under way or done stays as it is, and so does
 * one that a training device does not count for.
 */
export async function startWorkOrder(orderId: string, { simulated }: { simulated: boolean }): Promise<void> {
  await patchOrders([orderId], (order) =>
    order.status === 'open' && countsFor(order, simulated) ? { status: 'in-progress' } : null,
  )
}

async function patchOrders(
  orderIds: readonly string[],
  patchOf: (order: WorkOrder) => Partial<WorkOrder> | null,
): Promise<number> {
  const orders = await db.workOrders.bulkGet([...orderIds])
  const at = nowText()
  const changes = orders.flatMap((order) => {
    const patch = order && patchOf(order)
    if (!order || !patch) return []
    const stamped = { ...patch, updatedAt: at }
    return [{ ...putChange('workOrders', { ...order, ...stamped }), patch: stamped }]
  })
  if (changes.length > 0) await commitChanges(db, changes)
  return changes.length
}
