/**
 * A device that is plugged in twice is told by its own identifiers. One that has none is told by its looks: that is no proof,
 * since many devices share a name, so only the records of today count, and a person decides.
 */
import type { Provisioning } from '#core/model/records'
import { type ProvisioningFacts, provisioningFileSchema } from '#core/provisioning/provisioningFile'
import type { DeviceIdentifier, SessionState } from '#core/provisioning/session/sessionState'

export interface SeenDevice extends Pick<SessionState, 'identifiers' | 'driver' | 'device' | 'hostname' | 'simulated'> {
  /** Serial number of the USB part that it is on; null where that is not known. */
  usbSerial: string | null
}

export interface RecordFound {
  record: Provisioning
  /** Whether an identifier of its own says so, or only its looks. */
  by: 'identifier' | 'looks'
}

/** @returns the first of `provisionings` that is of this device, or of one of today that looks just like it. */
export function recordOfSameDevice(seen: SeenDevice, provisionings: readonly Provisioning[], today: Date): RecordFound | null {
  const wanted = new Set(ownIdentifiers(seen.identifiers).map(textOf))
  for (const record of provisionings) {
    const facts = factsOf(record)
    if (!facts) continue
    if (wanted.size > 0) {
      if (ownIdentifiers(facts.identifiers).some((one) => wanted.has(textOf(one)))) return { record, by: 'identifier' }
    } else if (isOfDay(record, today) && looksLike(seen, facts)) return { record, by: 'looks' }
  }
  return null
}

function factsOf({ file }: Provisioning): ProvisioningFacts | null {
  const parsed = provisioningFileSchema.safeParse(file).data
  return parsed?.format === 'commonmast-provisioning-v2' ? parsed.facts : null
}

function isOfDay({ createdAt }: Provisioning, day: Date): boolean {
  return new Date(createdAt).toDateString() === day.toDateString()
}

/** What one of the two does not say is no difference; its version is left out, since an update changes it. */
function looksLike({ device, driver, hostname, simulated, usbSerial }: SeenDevice, facts: ProvisioningFacts): boolean {
  if (!device || ownIdentifiers(facts.identifiers).length > 0) return false
  const mayBe = (a: string | null, b: string | null) => a === null || b === null || a === b
  return (
    driver === facts.driver &&
    simulated === facts.simulated &&
    device.name === facts.device.name &&
    device.firmware === facts.device.firmware &&
    device.chip === facts.device.chip &&
    mayBe(hostname, facts.hostname) &&
    mayBe(usbSerial, facts.port.serialNumber)
  )
}

/** Many devices share a join identifier. */
function ownIdentifiers(identifiers: readonly DeviceIdentifier[]): DeviceIdentifier[] {
  return identifiers.filter(({ kind }) => kind !== 'join-eui')
}

/** Hardware addresses are written with and without separators, in either case; keys and serial numbers are as they are. */
function textOf({ kind, value }: DeviceIdentifier): string {
  const isHex = kind === 'mac' || kind.endsWith('-eui')
  return `${kind} ${isHex ? value.replace(/[^0-9a-f]/gi, '').toLowerCase() : value}`
}
