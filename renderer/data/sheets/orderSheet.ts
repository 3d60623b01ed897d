/** Work orders as files: what their ids stand for is looked up here, and the PDF is made in a worker. */
import { cellToParent, getResolution, greatCircleDistance } from 'h3-js'
import { h3Text } from '#core/geo/h3Index'
import { Problem } from '#core/model/problem'
import type { Hotspot, Plan, WorkOrder } from '#core/model/records'
import type { WorkOrderExport } from '#core/planning/workOrders/workOrderExport'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { type OrderSheetInput, orderSheetContract } from '../../workers/orderSheetContract'
import { readCooperative } from '../cooperative/settings'
import { readPlanCells } from '../planning/makePlan'
import { db } from '../records/openRecords'
import { readInPages } from '../records/readInPages'

/** Orders with the names that their ids stand for, in the order given. */
export async function describeOrders(orders: readonly WorkOrder[]): Promise<WorkOrderExport[]> {
  const [plans, members] = await Promise.all([plansOf(orders), db.members.toArray()])
  const memberNames = new Map(members.map(({ id, name }) => [id, name]))
  return orders.map((order) => {
    const plan = plans.get(order.planId ?? '')
    return {
      order,
      planName: plan?.name ?? '',
      siteNumber: siteOf(order, plan)?.order ?? null,
      assigneeName: memberNames.get(order.assigneeId ?? '') ?? '',
    }
  })
}

interface PrintOptions {
  signal: AbortSignal
  onProgress: (progress: { done: number; total: number }) => void
}

/**
 * One A4 page per order as the bytes of a PDF.
 * @throws Problem `orders.cancelled`, or `worker.failed` when the PDF could not be made.
 */
export async function printOrders(
  title: string,
  orders: readonly WorkOrder[],
  options: PrintOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const [described, plans, hotspots, cooperative] = await Promise.all([
    describeOrders(orders),
    plansOf(orders),
    readInPages(db.hotspots),
    readCooperative(),
  ])
  const cells = await siteCells(plans.values(), options.signal)
  const sheets = described.map((entry) => {
    const planId = entry.order.planId ?? ''
    return sheetInput(entry, {
      plan: plans.get(planId),
      hotspots,
      cooperative: cooperative.name,
      cellsOf: cells.get(planId) ?? new Map(),
    })
  })
  const worker = new Worker(new URL('../../workers/orderSheet.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('orderSheet', orderSheetContract, worker, { patienceMs: 0, endedProblem })
  return callOnce(client, 'print', { title, sheets }, options)
}

function endedProblem(): Problem {
  return new Problem('orders.cancelled', 'Printing was stopped and no file was made.')
}

async function plansOf(orders: readonly WorkOrder[]): Promise<Map<string, Plan>> {
  const ids = [...new Set(orders.flatMap(({ planId }) => planId ?? []))]
  const plans = await db.plans.bulkGet(ids)
  return new Map(plans.flatMap((plan) => (plan ? [[plan.id, plan] as const] : [])))
}

const siteOf = (order: WorkOrder, plan: Plan | undefined) => plan?.sites.find(({ id }) => id === order.siteId)

/** Around a place without a plan: a quarter of an hour's walk. */
const DEFAULT_RADIUS_M = 1_000
const LEAST_RADIUS_M = 300
/** The map is about twice as wide as high, so this far a neighbour may still be on it. */
const WIDTH_PER_RADIUS = 1.8
/** A neighbour further away than this, in reaches, makes the site itself too small to see. */
const FURTHEST_NEIGHBOUR = 2.5

interface SheetContext {
  plan: Plan | undefined
  hotspots: readonly Hotspot[]
  cooperative: string
  /** H3 cells that each site of the plan covers; none when that could not be worked out. */
  cellsOf: ReadonlyMap<string, readonly string[]>
}

function sheetInput(entry: WorkOrderExport, { plan, hotspots, cooperative, cellsOf }: SheetContext): OrderSheetInput {
  const { order } = entry
  const site = siteOf(order, plan)
  const reachM = site?.study?.reachM ?? plan?.reachM ?? 0
  const distanceTo = ({ lat, lng }: { lat: number; lng: number }) => greatCircleDistance([order.lat, order.lng], [lat, lng], 'm')
  const located = hotspots.flatMap(({ lat, lng }) => (lat === null || lng === null ? [] : [{ lat, lng }]))
  const others = (plan?.sites ?? []).filter(({ id }) => id !== order.siteId)
  const around = reachM > 0 ? reachM * 1.15 : DEFAULT_RADIUS_M
  const nearest = [...located, ...others].reduce((least, place) => Math.min(least, distanceTo(place)), Number.POSITIVE_INFINITY)
  const radiusM = Math.max(LEAST_RADIUS_M, around, nearest < around * FURTHEST_NEIGHBOUR ? nearest * 1.1 : 0)
  const isOnMap = (place: { lat: number; lng: number }) => distanceTo(place) < radiusM * WIDTH_PER_RADIUS
  const cells = printableCells(cellsOf.get(order.siteId ?? '') ?? [])
  return {
    ...entry,
    cooperative,
    coverageNote: cells.length > 0 ? 'what this site covers of the planned area' : '',
    sketch: {
      lat: order.lat,
      lng: order.lng,
      siteNumber: entry.siteNumber,
      radiusM,
      cells,
      hotspots: located.filter(isOnMap),
      sites: others.filter(isOnMap).map(({ lat, lng, order: number }) => ({ lat, lng, number })),
    },
  }
}

/** More would be a grey blur on paper. */
const MAX_CELLS = 1_500

function printableCells(cells: readonly string[]): readonly string[] {
  const [first] = cells
  if (first === undefined || cells.length <= MAX_CELLS) return cells
  const coarser = getResolution(first) - 1
  return coarser < 0 ? [] : printableCells([...new Set(cells.map((cell) => cellToParent(cell, coarser)))])
}

/** The cells of each site of these plans. A plan whose cells cannot be worked out prints without them. */
async function siteCells(plans: Iterable<Plan>, signal: AbortSignal): Promise<Map<string, Map<string, string[]>>> {
  const byPlan = new Map<string, Map<string, string[]>>()
  for (const plan of plans) {
    const reach = await readPlanCells(plan, signal).catch((thrown: unknown) => {
      if (signal.aborted) throw thrown
      return null
    })
    const bySite = new Map<string, string[]>(plan.sites.map(({ id }) => [id, []]))
    reach?.cells.forEach((cell, at) => {
      for (const site of reach.siteIdx.subarray(reach.sitePtr[at], reach.sitePtr[at + 1])) {
        bySite.get(plan.sites[site]?.id ?? '')?.push(h3Text(cell))
      }
    })
    byPlan.set(plan.id, bySite)
  }
  return byPlan
}
