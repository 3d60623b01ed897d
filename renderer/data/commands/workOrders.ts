/** Work orders of a plan's sites: one per site, however often they are asked for. */
import type { Plan, PlanSite, WorkOrder } from '#core/model/records'
import { nowText } from '../newId'
import { db } from '../openDatabase'
import { putRecords } from './putRecords'

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
        createdAt: at,
        updatedAt: at,
      }),
    )
  if (made.length > 0) await putRecords('workOrders', made)
  return made
}
