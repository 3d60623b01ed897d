/** Where a device was put into service, out of a signed record of any version. */
import type { ProvisioningFile } from '../provisioningFile'
import type { DeviceIdentifier } from '../session/sessionState'

export interface PlacedDevice {
  name: string
  lat: number
  lng: number
  /** ISO 8601: when that was known. */
  at: string
  identifiers: readonly DeviceIdentifier[]
  /** Training is compared with training only: leave the others out. */
  simulated: boolean
}

/** Null for a record without a position. */
export function placedDevice({ facts }: ProvisioningFile): PlacedDevice | null {
  if (!facts.position) return null
  const { lat, lng } = facts.position
  const identifiers = 'identifiers' in facts ? facts.identifiers : []
  return { name: facts.device.name, lat, lng, at: facts.signedAt, identifiers, simulated: facts.simulated }
}
