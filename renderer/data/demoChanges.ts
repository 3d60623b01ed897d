/** The demo cooperative as the changes that write it: its records, the plan made from them, the older epoch's split. */
import { buildDemoCooperative, DEMO_PLAN_AREA, type DemoCooperative } from '#core/demo/demoCooperative'
import { DEMO_NAME, DEMO_PREFIX } from '#core/demo/demoIdentity'
import type { Plan, WorkOrder } from '#core/model/records'
import { chooseSites } from '#core/planning/chooseSites'
import { splitExactly } from '#core/rewards/splitExactly'
import { putChange, type RecordOf } from './commands/putRecords'
import type { Change, RecordTable } from './commitChanges'

const PLAN = { name: 'Fill the gaps between the districts', resolution: 10, reachM: 500, requestedSites: 12 }
const PLAN_MADE_AT = '2026-11-02T09:00:00.000Z'
const SPLIT_MADE_AT = '2026-10-02T09:00:00.000Z'
const FIRST_WORK_ORDERS = 3

/** All changes of the demo. Deterministic: asking twice gives the same records. */
export async function demoChanges(): Promise<Change[]> {
  const demo = buildDemoCooperative()
  const plan = await buildPlan(demo)
  return [
    ...putAll('hotspots', demo.hotspots),
    ...putAll('members', demo.members),
    ...putAll('agreements', demo.agreements),
    ...putAll('goals', demo.goals),
    ...putAll('epochs', demo.epochs),
    ...putAll('contributions', demo.contributions),
    putChange('plans', plan),
    ...putAll('workOrders', buildWorkOrders(plan)),
    putChange('distributions', buildFirstDistribution(demo)),
    putChange('settings', { key: 'cooperative', value: { name: DEMO_NAME, synthetic: true } }),
  ]
}

function putAll<T extends RecordTable>(table: T, records: RecordOf<T>[]): Change[] {
  return records.map((record) => putChange(table, record))
}

async function buildPlan(demo: DemoCooperative): Promise<Plan> {
  const existing = demo.hotspots.flatMap(({ lat, lng }) => (lat === null || lng === null ? [] : [{ lat, lng }]))
  const chosen = await chooseSites({
    area: DEMO_PLAN_AREA,
    resolution: PLAN.resolution,
    reachM: PLAN.reachM,
    count: PLAN.requestedSites,
    existing,
  })
  return {
    id: `${DEMO_PREFIX}plan-1`,
    ...PLAN,
    area: DEMO_PLAN_AREA,
    candidateCount: chosen.candidateCount,
    areaCells: chosen.areaCells,
    coveredBeforeCells: chosen.coveredBeforeCells,
    sites: chosen.sites.map((site) => ({ ...site, id: `${DEMO_PREFIX}site-${site.order}` })),
    createdAt: PLAN_MADE_AT,
    updatedAt: PLAN_MADE_AT,
  }
}

function buildWorkOrders(plan: Plan): WorkOrder[] {
  return plan.sites.slice(0, FIRST_WORK_ORDERS).map((site) => ({
    id: `${DEMO_PREFIX}order-${site.order}`,
    title: `Site ${site.order} of ${plan.name}`,
    planId: plan.id,
    siteId: site.id,
    lat: site.lat,
    lng: site.lng,
    h3: site.h3,
    status: 'open',
    assigneeId: null,
    provisioningId: null,
    createdAt: PLAN_MADE_AT,
    updatedAt: PLAN_MADE_AT,
  }))
}

/** The older epoch is split already; the newer one waits for the treasurer. */
function buildFirstDistribution(demo: DemoCooperative): RecordOf<'distributions'> {
  const epoch = demo.epochs[0]
  if (!epoch) throw new Error('The demo has no epoch')
  const groups = new Map(demo.hotspots.map((hotspot) => [hotspot.id, hotspot.groups]))
  const file = splitExactly({
    epoch,
    token: epoch.token,
    members: demo.members,
    agreements: demo.agreements,
    rewards: demo.contributions
      .filter((contribution) => contribution.epochId === epoch.id)
      .map(({ hotspotKey, name, amountBaseUnits }) => ({
        hotspotKey,
        name,
        groups: groups.get(hotspotKey) ?? [],
        amountBaseUnits: BigInt(amountBaseUnits),
      })),
  })
  const { totals } = file
  return {
    id: `${DEMO_PREFIX}distribution-1`,
    epochId: epoch.id,
    status: 'split',
    file,
    totalBaseUnits: totals.totalBaseUnits,
    paidBaseUnits: totals.paidBaseUnits,
    heldBaseUnits: totals.heldBaseUnits,
    payees: totals.payees,
    createdAt: SPLIT_MADE_AT,
    updatedAt: SPLIT_MADE_AT,
  }
}
