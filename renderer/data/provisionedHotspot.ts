/**
 * What a signed provisioning record means for the fleet: the hotspot that the device is gets its place and its record, or a
 * new hotspot comes in. Simulated devices never do, not even in the demo: nothing that was practised may look like coverage.
 */
import { latLngToCell } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import { canonicalIdentifier, orderedIdentifiers } from '#core/provisioning/label/identifierFacts'
import type { ProvisioningFacts } from '#core/provisioning/provisioningFile'
import type { CommonmastDatabase } from './records/database'

const FLEET_RESOLUTION = 12

/** @returns the hotspot as it is after this record, or null when the record says nothing about the fleet. */
export async function provisionedHotspot(db: CommonmastDatabase, facts: ProvisioningFacts): Promise<Hotspot | null> {
  if (facts.simulated) return null
  const before = await findHotspot(db, facts)
  return before ? updated(before, facts) : created(facts)
}

/** The hotspot whose key is one of the device's identifiers, in any way that networks write it. */
async function findHotspot(db: CommonmastDatabase, facts: ProvisioningFacts): Promise<Hotspot | undefined> {
  for (const identifier of orderedIdentifiers(facts.identifiers)) {
    const value = canonicalIdentifier(identifier)
    if (value === null) continue
    const found = (await db.hotspots.bulkGet(spellings(value))).find((hotspot) => hotspot !== undefined)
    if (found) return found
  }
  return undefined
}

function spellings(value: string): string[] {
  const plain = value.replaceAll(':', '')
  const isHex = /^[0-9A-F]{12}$|^[0-9A-F]{16}$/.test(plain)
  if (!isHex) return [value]
  return [value, plain, `eui-${plain}`].flatMap((text) => [text, text.toLowerCase()])
}

function updated(hotspot: Hotspot, facts: ProvisioningFacts): Hotspot {
  // A place that was only assumed from the work order is no news about a hotspot that has one.
  const isNews = facts.position?.source !== 'work-order' || hotspot.h3 === null
  return {
    ...hotspot,
    ...(isNews && place(facts)),
    ...(facts.connected && { since: hotspot.since ?? facts.signedAt }),
    provisioningId: facts.id,
    updatedAt: facts.signedAt,
  }
}

/** New only with a place, and only what a network knows as a hotspot: a LoRaWAN end device or a receiver covers nothing. */
function created(facts: ProvisioningFacts): Hotspot | null {
  const key = networkKey(facts)
  const position = place(facts)
  if (!key || !position) return null
  return {
    ...key,
    name: facts.device.name.trim() || key.id,
    owner: facts.registration?.owner ?? null,
    ...position,
    place: null,
    groups: [],
    ...(facts.connected && { since: facts.signedAt }),
    provisioningId: facts.id,
    importId: null,
    createdAt: facts.signedAt,
    updatedAt: facts.signedAt,
  }
}

function networkKey(facts: ProvisioningFacts): Pick<Hotspot, 'id' | 'network'> | null {
  const valueFor = (kind: 'helium-key' | 'gateway-eui') =>
    facts.identifiers.flatMap((identifier) => (identifier.kind === kind ? (canonicalIdentifier(identifier) ?? []) : []))[0]
  const heliumKey = valueFor('helium-key')
  if (heliumKey) return { id: heliumKey, network: 'helium' }
  const gatewayEui = valueFor('gateway-eui')
  return gatewayEui ? { id: gatewayEui, network: 'ttn' } : null
}

function place({ position }: ProvisioningFacts): Pick<Hotspot, 'lat' | 'lng' | 'h3'> | null {
  if (!position) return null
  const { lat, lng } = position
  return { lat, lng, h3: latLngToCell(lat, lng, FLEET_RESOLUTION) }
}
