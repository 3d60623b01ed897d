/** A kept provisioning record as a line of the day's table, whichever version it is of. */
import type { Provisioning } from '../../model/records'
import { canonicalIdentifier, orderedIdentifiers } from '../label/identifierFacts'
import { shortCodeOf, spokenShortCode } from '../label/shortCode'
import {
  type ProvisioningFacts,
  type ProvisioningFactsV1,
  type ProvisioningFileV2,
  provisioningFileSchema,
  type RecordedPosition,
} from '../provisioningFile'
import type { DeviceIdentifier, DriverName, StepRecord } from '../session/sessionState'

export interface DeviceOfDay {
  recordId: string
  /** As printed. */
  shortCode: string
  name: string
  simulated: boolean
  /** Null for a kept record that cannot be read: only what is above is known of it then. */
  facts: DeviceFacts | null
  startedAt: string
  signedAt: string
  /** The whole record of version 2, for a label; null for an older one. */
  file: ProvisioningFileV2 | null
  /** The signed record as it was kept, of any version. */
  record: unknown
}

export interface DeviceFacts {
  driver: DriverName
  firmware: string
  hostname: string | null
  /** The most telling first; a value whose form is not the usual one is as the device gave it. */
  identifiers: DeviceIdentifier[]
  workOrderId: string | null
  technician: string | null
  identified: boolean
  connected: boolean
  proved: boolean
  positionFixed: boolean
  position:
    | (Pick<RecordedPosition, 'lat' | 'lng'> & {
        source: RecordedPosition['source']
        hdop: number | null
        satellites: number | null
      })
    | null
  steps: StepRecord[]
  elapsedMs: number
  recovered: boolean
}

export function deviceOfDay({ id, deviceName, simulated, file, createdAt }: Provisioning): DeviceOfDay {
  const parsed = provisioningFileSchema.safeParse(file).data
  return {
    recordId: id,
    shortCode: spokenShortCode(shortCodeOf(id)),
    name: deviceName,
    simulated,
    facts: parsed ? (parsed.format === 'commonmast-provisioning-v2' ? factsOf(parsed.facts) : oldFacts(parsed.facts)) : null,
    startedAt: parsed?.facts.startedAt ?? createdAt,
    signedAt: createdAt,
    file: parsed?.format === 'commonmast-provisioning-v2' ? parsed : null,
    record: file,
  }
}

function factsOf(facts: ProvisioningFacts): DeviceFacts {
  const { driver, hostname, workOrderId, identified, connected, proved, positionFixed, steps, elapsedMs, recovered } = facts
  const { position } = facts
  return {
    driver,
    hostname,
    workOrderId,
    identified,
    connected,
    proved,
    positionFixed,
    steps,
    elapsedMs,
    recovered,
    firmware: firmwareOf(facts.device),
    identifiers: orderedIdentifiers(facts.identifiers).map((identifier) => ({
      ...identifier,
      value: canonicalIdentifier(identifier) ?? identifier.value,
    })),
    technician: facts.technician?.name ?? null,
    position: position && {
      lat: position.lat,
      lng: position.lng,
      source: position.source,
      hdop: position.fix?.hdop ?? null,
      satellites: position.fix?.satellites ?? null,
    },
  }
}

function oldFacts(facts: ProvisioningFactsV1): DeviceFacts {
  const { driver, workOrderId, identified, connected, proved, elapsedMs, position } = facts
  return {
    driver,
    workOrderId,
    identified,
    connected,
    proved,
    elapsedMs,
    hostname: null,
    technician: null,
    firmware: firmwareOf(facts.device),
    identifiers: [],
    positionFixed: false,
    position:
      position && position.source !== 'none'
        ? { lat: position.lat, lng: position.lng, source: position.source, hdop: null, satellites: null }
        : null,
    steps: [],
    recovered: false,
  }
}

const firmwareOf = ({ firmware, version }: ProvisioningFacts['device']) => [firmware, version].filter(Boolean).join(' ')

/** How it ended, in words: what is most worth knowing first. */
export function outcomeOf({ facts }: DeviceOfDay): string {
  if (!facts) return 'Record cannot be read'
  if (facts.recovered) return 'Broken off, signed from the journal'
  if (facts.proved) return facts.connected ? 'Connected, key proved' : 'Key proved, not connected'
  return facts.connected ? 'Connected' : 'Not connected'
}
