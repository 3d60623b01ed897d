/** The day's devices as CSV (RFC 4180, UTF-8), one line each; text that a spreadsheet would take for a formula is guarded. */
import { type CsvCell, csvText } from '../../files/csvText'
import type { DeviceIdentifier } from '../session/sessionState'
import { type DeviceOfDay, outcomeOf } from './deviceOfDay'

type Column = (device: DeviceOfDay, workOrder: string) => CsvCell

/** Several values of one kind share a cell. */
const valuesOf =
  (kind: DeviceIdentifier['kind']): Column =>
  ({ facts }) =>
    facts?.identifiers
      .filter((identifier) => identifier.kind === kind)
      .map(({ value }) => value)
      .join(' ') ?? null

const yesNo = (value: boolean | undefined) => (value === undefined ? null : value ? 'yes' : 'no')

const COLUMNS: Record<string, Column> = {
  signed_at: ({ signedAt }) => signedAt,
  started_at: ({ startedAt }) => startedAt,
  seconds: ({ facts }) => (facts ? Math.round(facts.elapsedMs / 1_000) : null),
  name: ({ name }) => name,
  training: ({ simulated }) => yesNo(simulated),
  driver: ({ facts }) => facts?.driver ?? null,
  firmware: ({ facts }) => facts?.firmware ?? null,
  hostname: ({ facts }) => facts?.hostname ?? null,
  helium_key: valuesOf('helium-key'),
  helium_onboarding_key: valuesOf('helium-onboarding-key'),
  macs: valuesOf('mac'),
  dev_eui: valuesOf('dev-eui'),
  join_eui: valuesOf('join-eui'),
  gateway_eui: valuesOf('gateway-eui'),
  serial: valuesOf('serial-number'),
  chip_id: valuesOf('chip-id'),
  identified: ({ facts }) => yesNo(facts?.identified),
  connected: ({ facts }) => yesNo(facts?.connected),
  proved: ({ facts }) => yesNo(facts?.proved),
  position_fixed: ({ facts }) => yesNo(facts?.positionFixed),
  lat: ({ facts }) => facts?.position?.lat ?? null,
  lng: ({ facts }) => facts?.position?.lng ?? null,
  position_source: ({ facts }) => facts?.position?.source ?? null,
  hdop: ({ facts }) => facts?.position?.hdop ?? null,
  satellites: ({ facts }) => facts?.position?.satellites ?? null,
  work_order: (_, workOrder) => workOrder,
  work_order_id: ({ facts }) => facts?.workOrderId ?? null,
  technician: ({ facts }) => facts?.technician ?? null,
  outcome: (device) => outcomeOf(device),
  record_id: ({ recordId }) => recordId,
  short_code: ({ shortCode }) => shortCode,
}

/** @param titleOf title of a work order by its id, "" when it is gone. */
export function devicesCsv(devices: readonly DeviceOfDay[], titleOf: (workOrderId: string) => string): string {
  const rows = devices.map((device) => {
    const id = device.facts?.workOrderId
    const workOrder = id ? titleOf(id) : ''
    return Object.values(COLUMNS).map((column) => column(device, workOrder))
  })
  return csvText(Object.keys(COLUMNS), rows)
}
