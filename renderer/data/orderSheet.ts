/** Work orders as files: what their ids stand for is looked up here, and the PDF is made in a worker. */
import { cellToLatLng, getHexagonEdgeLengthAvg, greatCircleDistance, gridDisk, latLngToCell } from 'h3-js'
import type { Hotspot, Plan, PlanSite, WorkOrder } from '#core/model/records'
import type { WorkOrderExport } from '#core/planning/workOrders/workOrderExport'
import { callWorker } from '../platform/workerCall'
import type { OrderSheetInput, OrderSheetsInput, OrderSheetsProgress } from '../workers/orderSheet.worker'
import { db } from './openDatabase'
import { readInPages } from './readInPages'

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
  onProgress: (progress: OrderSheetsProgress) => void
}

/**
 * One A4 page per order as the bytes of a PDF.
 * @throws Problem `worker.failed` when the PDF could not be made.
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
    db.settings.get('cooperative'),
  ])
  const name = (cooperative?.value as { name?: string } | undefined)?.name ?? ''
  const sheets = described.map((entry) => sheetInput(entry, plans.get(entry.order.planId ?? ''), hotspots, name))
  const worker = new Worker(new URL('../workers/orderSheet.worker.ts', import.meta.url), { type: 'module' })
  return callWorker<OrderSheetsInput, Uint8Array<ArrayBuffer>, OrderSheetsProgress>(worker, { title, sheets }, options)
}

async function plansOf(orders: readonly WorkOrder[]): Promise<Map<string, Plan>> {
  const ids = [...new Set(orders.flatMap(({ planId }) => planId ?? []))]
  const plans = await db.plans.bulkGet(ids)
  return new Map(plans.flatMap((plan) => (plan ? [[plan.id, plan] as const] : [])))
}

const siteOf = (order: WorkOrder, plan: Plan | undefined) => plan?.sites.find(({ id }) => id === order.siteId)

/** Without a plan there is no reach to show: a quarter of an hour's walk around. */
const DEFAULT_RADIUS_M = 1_000

function sheetInput(
  entry: WorkOrderExport,
  plan: Plan | undefined,
  hotspots: readonly Hotspot[],
  cooperative: string,
): OrderSheetInput {
  const { order } = entry
  const site = siteOf(order, plan)
  const reachM = site?.study?.reachM ?? plan?.reachM ?? 0
  const radiusM = Math.max(300, reachM > 0 ? reachM * 1.2 : DEFAULT_RADIUS_M)
  const isNear = ({ lat, lng }: { lat: number; lng: number }) =>
    greatCircleDistance([order.lat, order.lng], [lat, lng], 'm') < radiusM * 4
  return {
    ...entry,
    cooperative,
    coverageNote: reachM > 0 ? `cells within the reach of ${Math.round(reachM).toLocaleString('en')} m` : '',
    sketch: {
      lat: order.lat,
      lng: order.lng,
      siteNumber: entry.siteNumber,
      radiusM,
      cells: site && plan ? cellsWithin(site, plan.resolution, reachM) : [],
      hotspots: hotspots.flatMap(({ lat, lng }) => (lat !== null && lng !== null && isNear({ lat, lng }) ? [{ lat, lng }] : [])),
      sites: (plan?.sites ?? [])
        .filter((other) => other.id !== order.siteId && isNear(other))
        .map(({ lat, lng, order: number }) => ({ lat, lng, number })),
    },
  }
}

/** More would be a grey blur on paper. */
const MAX_RINGS = 24

/** Cells whose centres lie within the reach, coarser ones where there would be too many to print. */
function cellsWithin(site: PlanSite, planResolution: number, reachM: number): string[] {
  let resolution = planResolution
  while (resolution > 0 && reachM / getHexagonEdgeLengthAvg(resolution, 'm') > MAX_RINGS) resolution -= 1
  const rings = Math.ceil(reachM / getHexagonEdgeLengthAvg(resolution, 'm')) + 1
  return gridDisk(latLngToCell(site.lat, site.lng, resolution), rings).filter(
    (cell) => greatCircleDistance(cellToLatLng(cell), [site.lat, site.lng], 'm') <= reachM,
  )
}
