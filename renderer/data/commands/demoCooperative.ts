/** The demo cooperative in one click, and out again in one click: nothing of it stays, nothing else goes. */
import { buildDemoCooperative, DEMO_NAME, DEMO_PLAN_AREA, DEMO_PREFIX, type DemoCooperative } from '#core/demo/demoCooperative'
import type { Plan, WorkOrder } from '#core/model/records'
import { chooseSites } from '#core/planning/chooseSites'
import { splitExactly } from '#core/rewards/splitExactly'
import { type Change, commitChanges, type RecordTable } from '../commitChanges'
import { db } from '../openDatabase'
import { deleteChange, putChange, type RecordOf } from './putRecords'

const PLAN = { name: 'Fill the gaps between the districts', resolution: 9, reachM: 700, requestedSites: 12 }
const PLAN_MADE_AT = '2026-11-02T09:00:00.000Z'
const SPLIT_MADE_AT = '2026-10-02T09:00:00.000Z'
const FIRST_WORK_ORDERS = 3

/** Writes the whole demo in one transaction. Deterministic: loading twice gives the same records. */
export async function loadDemoCooperative(): Promise<void> {
  const demo = buildDemoCooperative()
  const plan = buildPlan(demo)
  const changes: Change[] = [
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
  await commitChanges(db, changes)
}

/** Removes what came with the demo and what was made from it: its splits, signatures and provisioning records. */
export async function removeDemoCooperative(): Promise<void> {
  const isDemo = (id: string | null) => id?.startsWith(DEMO_PREFIX) ?? false
  const changes: Change[] = []
  for (const table of [
    'hotspots',
    'members',
    'agreements',
    'goals',
    'epochs',
    'contributions',
    'plans',
    'workOrders',
    'distributions',
  ] as const) {
    const keys = await db.table(table).where(':id').startsWith(DEMO_PREFIX).primaryKeys()
    changes.push(...keys.map((key) => deleteChange(table, String(key))))
  }
  const gone = new Set(changes.map((change) => `${change.table}:${change.key}`))
  const alsoDelete = (table: RecordTable, key: string) => {
    if (!gone.has(`${table}:${key}`)) changes.push(deleteChange(table, key))
  }
  await db.workOrders.each((order) => isDemo(order.planId) && alsoDelete('workOrders', order.id))
  await db.distributions.each((distribution) => isDemo(distribution.epochId) && alsoDelete('distributions', distribution.id))
  await db.signatures.each((signature) => isDemo(signature.epochId) && alsoDelete('signatures', signature.id))
  await db.provisionings.each((record) => isDemo(record.workOrderId) && alsoDelete('provisionings', record.id))
  changes.push(deleteChange('settings', 'cooperative'))
  await commitChanges(db, changes)
}

function putAll<T extends RecordTable>(table: T, records: RecordOf<T>[]): Change[] {
  return records.map((record) => putChange(table, record))
}

function buildPlan(demo: DemoCooperative): Plan {
  const existing = demo.hotspots.flatMap(({ lat, lng }) => (lat === null || lng === null ? [] : [{ lat, lng }]))
  const chosen = chooseSites({
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
