/** Finds a device by what it calls itself among records that write the same thing in other ways. */
import { deviceKeyOrText } from '../../networks/deviceKey/deviceKey'
import { hotspotKeyOf, OTHER_NETWORK } from '../../networks/deviceKey/hotspotId'
import type { DeviceIdentifier } from '../session/sessionState'

export class DeviceKeys {
  readonly #keys: ReadonlySet<string>

  constructor(identifiers: readonly DeviceIdentifier[]) {
    const values = identifiers.flatMap(({ kind, value }) => (isOwn(kind) && value !== '' ? [value] : []))
    this.#keys = new Set(values.map((value) => deviceKeyOrText(OTHER_NETWORK, value)))
  }

  /** Whether the hotspot of this id is the device. */
  hasHotspot(id: string): boolean {
    return this.#keys.has(hotspotKeyOf(id))
  }

  /** Whether this is one of the identifiers, in whatever spelling. */
  has(value: string): boolean {
    return this.#keys.has(deviceKeyOrText(OTHER_NETWORK, value))
  }
}

/** A JoinEUI names the server that a device joins: many devices have the same one. */
export function isOwn(kind: DeviceIdentifier['kind']): boolean {
  return kind !== 'join-eui'
}
