/** A work order as files carry it: the record, and the names that its ids stand for. */
import type { WorkOrder, WorkOrderDetails } from '../../model/records'
import { type RadioFact, radioFacts } from './radioFacts'
import { checklistOf, detailsOf } from './workOrderDetails'

export interface WorkOrderExport {
  order: WorkOrder
  /** Name of the plan it comes from, or "" when there is none. */
  planName: string
  /** Number of the site within its plan, or null. */
  siteNumber: number | null
  /** Who is to do it, or "" when nobody is named. */
  assigneeName: string
}

export const STATUS_WORDS: Record<WorkOrder['status'], string> = { open: 'Open', 'in-progress': 'In progress', done: 'Done' }

type Field = string | number | null

/** The columns of every format, in order. Numbers stay numbers, null is "not known", everything else is text. */
const FIELDS: Record<string, (entry: WorkOrderExport, details: WorkOrderDetails) => Field> = {
  id: ({ order }) => order.id,
  title: ({ order }) => order.title,
  status: ({ order }) => order.status,
  lat: ({ order }) => order.lat,
  lng: ({ order }) => order.lng,
  h3: ({ order }) => order.h3,
  plan: ({ planName }) => planName,
  site: ({ siteNumber }) => siteNumber,
  assignee: ({ assigneeName }) => assigneeName,
  due: (_, { dueOn }) => dueOn ?? '',
  contact: (_, { contactName }) => contactName,
  phone: (_, { contactPhone }) => contactPhone,
  access: (_, { access }) => access,
  notes: (_, { notes }) => notes,
  radio_profile: (_, { radio }) => radio?.name ?? '',
  technology: (_, { radio }) => radio?.technology ?? '',
  frequency_mhz: (_, { radio }) => radio?.frequencyMhz ?? null,
  tx_power_dbm: (_, { radio }) => radio?.txPowerDbm ?? null,
  antenna_gain_dbi: (_, { radio }) => radio?.antennaGainDbi ?? null,
  antenna_height_m: (_, { radio }) => radio?.antennaHeightM ?? null,
  checklist_done: ({ order }) => checklistOf(order).filter(({ done }) => done).length,
  checklist_total: ({ order }) => checklistOf(order).length,
  provisioning: ({ order }) => order.provisioningId ?? '',
  created: ({ order }) => order.createdAt,
  updated: ({ order }) => order.updatedAt,
}

export const WORK_ORDER_COLUMNS: readonly string[] = Object.keys(FIELDS)

/** One order's fields by column. */
export function workOrderFields(entry: WorkOrderExport): Record<string, Field> {
  const details = detailsOf(entry.order)
  return Object.fromEntries(Object.entries(FIELDS).map(([column, read]) => [column, read(entry, details)]))
}

/** The figures of the profile in words; none without a profile. */
export function radioFactsOf({ order }: WorkOrderExport): RadioFact[] {
  const { radio } = detailsOf(order)
  return radio ? radioFacts(radio) : []
}
