/** Work orders of a plan's sites: one per site, however often they are asked for; who does them, and how far they are. */
import type { Plan, PlanSite, WorkOrder, WorkOrderDetails } from '#core/model/records'
import { newChecklist, newWorkOrderDetails } from '#core/planning/workOrders/workOrderDetails'
import { countText } from '#core/words/countText'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { type ActOf, transact } from '../records/transact'
import { countsFor } from './orderOutcome'

/** Makes the work orders that these sites do not have yet. @returns those that were made. */
export async function makeWorkOrders(plan: Plan, sites: readonly PlanSite[]): Promise<WorkOrder[]> {
  const act = { kind: 'work-order', title: `Work orders of ${plan.name}` }
  const { value } = await transact(db, act, ['workOrders'], async (records) => {
    const existing = await db.workOrders.where('planId').equals(plan.id).toArray()
    const taken = new Set(existing.map(({ siteId }) => siteId))
    const at = nowText()
    const made = sites.filter(({ id }) => !taken.has(id)).map((site) => newWorkOrder(plan, site, at))
    await records.putAll('workOrders', made)
    records.nameAct(`${countText(made.length, 'work order')} made for ${plan.name}`)
    return made
  })
  return value
}

function newWorkOrder(plan: Plan, site: PlanSite, at: string): WorkOrder {
  return {
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
  }
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
  const act = { kind: 'work-order', title: 'Work orders assigned' }
  return patchOrders(act, orderIds, async (records, orders) => {
    const assignee = assigneeId === null ? null : await records.get('members', assigneeId)
    const others = orders.filter((order) => order.assigneeId !== assigneeId)
    records.nameAct(`${countText(others.length, 'work order')} assigned to ${assignee?.name ?? 'nobody'}`)
    return others.map(({ id }) => ({ id, fields: { assigneeId } }))
  })
}

/**
 * Someone began with this device: an open order is now in progress. One that is under way or done stays as it is, and so does
 * one that a training device does not count for.
 */
export async function startWorkOrder(orderId: string, { simulated }: { simulated: boolean }): Promise<void> {
  const act = { kind: 'work-order', title: 'Work order begun' }
  await patchOrders(act, [orderId], async (records, [order]) => {
    if (order?.status !== 'open' || !countsFor(order, simulated)) return []
    records.nameAct(`Work order ${order.title} begun`)
    return [{ id: order.id, fields: { status: 'in-progress' } }]
  })
}

type OrderPatch = { id: string; fields: Partial<WorkOrder> }

async function patchOrders(
  act: ActOf,
  orderIds: readonly string[],
  patchesOf: (records: RecordTransaction, orders: WorkOrder[]) => Promise<OrderPatch[]>,
): Promise<number> {
  const { value } = await transact(db, act, ['workOrders', 'members'], async (records) => {
    const orders = (await db.workOrders.bulkGet([...orderIds])).flatMap((order) => order ?? [])
    const patches = await patchesOf(records, orders)
    for (const { id, fields } of patches) await records.patch('workOrders', id, fields)
    return patches.length
  })
  return value
}
