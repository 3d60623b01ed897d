/** What is taken over from one device to the next, so that only what differs is asked. Never a password: main keeps those. */

import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { NetworkName } from '#core/provisioning/session/networkName'
import type { DriverName } from '#core/provisioning/session/sessionState'

export interface PortRequest {
  path: string
  baudRate: number
  /** Null: found out. */
  driver: DriverName | null
  /** Serial number of its USB part; null where it has none or that is not known. */
  usbSerial: string | null
}

export interface RegistrationRequest {
  owner: string
  payer: string
  mode: 'dataonly' | 'full'
}

export interface SameSettings {
  port: PortRequest | null
  /** Null: left unconnected. `open`: it takes no password. */
  network: (NetworkName & { open: boolean }) | null
  /** The names given last; the next device gets the names after them. */
  hostname: string | null
  deviceName: string | null
  prove: boolean
  register: RegistrationRequest | null
  /** Whether a label is made; null: not said for this device. */
  label: boolean | null
}

/** What a device was told, before it becomes the next one's settings. */
export const NOTHING_TOLD: SameSettings = {
  port: null,
  network: null,
  hostname: null,
  deviceName: null,
  prove: false,
  register: null,
  label: null,
}

/** The name that an order gives, if it gives one. */
export function nameGiven(order: SessionOrder): Partial<SameSettings> {
  if (order.kind === 'set-hostname') return { hostname: order.hostname }
  return order.kind === 'set-device-name' ? { deviceName: order.name } : {}
}
