/** The demo cooperative as records: what it has, the plans made from that, the older period's split. */
import { buildDemoCooperative, DEMO_DEMAND_AREA, type DemoCooperative, DISTRICTS } from '#core/demo/demoCooperative'
import { buildDemoDemand } from '#core/demo/demoDemand'
import { buildDemoPlans } from '#core/demo/demoPlans'
import { DEMO_NAME, DEMO_PREFIX } from '#core/model/demoIdentity'
import type { Plan, WorkOrder } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { RecordOf, SharedTable } from '#core/records/recordTables'
import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import type { LayerChunk } from '#core/records/tables/localTables'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { splitPeriodOf } from '#core/rewards/splitPeriod'
import { termsOf } from '#core/rewards/termsOf'
import type { RecordTransaction } from '../records/RecordTransaction'

const PLAN_MADE_AT = '2026-11-02T09:00:00.000Z'
const SPLIT_MADE_AT = '2026-10-02T09:00:00.000Z'
const FIRST_WORK_ORDERS = 3

type RecordsByTable = { [T in SharedTable]?: RecordOf<T>[] }

export interface DemoRecords {
  records: RecordsByTable
  /** The bulk of its layers. */
  chunks: LayerChunk[]
}

/** All of the demo. Its records are the same every time; its plans are searched for a moment and may differ in a site. */
export async function demoRecords(): Promise<DemoRecords> {
  const demo = buildDemoCooperative()
  const demand = buildDemoDemand(DISTRICTS, DEMO_DEMAND_AREA, PLAN_MADE_AT)
  const plans = await buildDemoPlans(demo, demand, PLAN_MADE_AT)
  const [first] = plans
  const { layer, cells, weights } = demand
  return {
    records: {
      hotspots: demo.hotspots,
      members: demo.members,
      agreements: demo.agreements,
      goals: demo.goals,
      periods: demo.periods,
      contributions: demo.contributions,
      dataLayers: [layer],
      plans,
      workOrders: first ? buildWorkOrders(first) : [],
      distributions: [buildFirstDistribution(demo)],
      cooperativeSettings: [{ key: cooperativeSetting.key, value: { name: DEMO_NAME, synthetic: true } }],
    },
    chunks: [{ id: `${layer.id}:0`, layerId: layer.id, part: 0, data: { cells, weights } }],
  }
}

/** Puts records of several tables. */
export async function putByTable(transaction: RecordTransaction, records: RecordsByTable): Promise<void> {
  for (const [table, ofTable] of Object.entries(records)) await transaction.putAll(table as SharedTable, ofTable)
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

/** The older period is split already; the newer one waits for the treasurer. */
function buildFirstDistribution(demo: DemoCooperative): RecordOf<'distributions'> {
  const period = demo.periods[0]
  if (!period) throw new Error('The demo has no period')
  const groups = new Map(demo.hotspots.map((hotspot) => [hotspotKeyOf(hotspot.id), hotspot.groups]))
  const file = splitByTerms({
    period: splitPeriodOf(period),
    token: period.token,
    members: demo.members,
    agreements: demo.agreements.map(termsOf),
    rewards: demo.contributions
      .filter((contribution) => contribution.periodId === period.id)
      .map(({ hotspotKey, name, amountBaseUnits }) => ({
        hotspotKey,
        name,
        groups: groups.get(hotspotKey) ?? [],
        amountBaseUnits: BigInt(amountBaseUnits),
      })),
  })
  const { totals } = file
  return {
    id: period.id,
    periodId: period.id,
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
