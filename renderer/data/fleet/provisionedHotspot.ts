/**
 * What a signed provisioning record means for the fleet: the hotspot that the device is gets its place and its record, or a
 * new hotspot comes in. Simulated devices never do, not even in the demo: nothing that was practised may look like coverage.
 */
import { latLngToCell } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import { deviceKeyOrText } from '#core/networks/deviceKey/deviceKey'
import { hotspotId, hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { canonicalIdentifier, orderedIdentifiers } from '#core/provisioning/label/identifierFacts'
import type { ProvisioningFacts } from '#core/provisioning/provisioningFile'
import type { CommonmastDatabase } from '../records/database'

const FLEET_RESOLUTION = 12

/** @returns the hotspot as it is after this record, or null when the record says nothing about the fleet. */
export async function provisionedHotspot(db: CommonmastDatabase, facts: ProvisioningFacts): Promise<Hotspot | null> {
  if (facts.simulated) return null
  const before = await findHotspot(db, facts)
  if (before) return updated(before, facts)
  const hotspot = created(facts)
  return hotspot && { ...hotspot, groups: await groupsInDatabase(db, hotspot.id) }
}

/** The groups that it is in by its key already. */
async function groupsInDatabase(db: CommonmastDatabase, id: string): Promise<string[]> {
  const grouped = await db.groupedHotspots.bulkGet([id, hotspotKeyOf(id)])
  return [...new Set(grouped.flatMap((found) => found?.groups ?? []))]
}

/**
 * The hotspot whose key is one of the device's identifiers. Where hotspots of several networks have it, the one of the
 * network that the record would make it is meant, else none: nobody guesses.
 */
async function findHotspot(db: CommonmastDatabase, facts: ProvisioningFacts): Promise<Hotspot | undefined> {
  const networks = await db.hotspots.orderBy('network').uniqueKeys()
  const own = networkKey(facts)?.network
  for (const identifier of orderedIdentifiers(facts.identifiers)) {
    const value = canonicalIdentifier(identifier)
    if (value === null) continue
    const ids = networks.map((network) => hotspotId(String(network), deviceKeyOrText(String(network), value)))
    const found = (await db.hotspots.bulkGet(ids)).flatMap((hotspot) => hotspot ?? [])
    const meant = found.length > 1 ? found.find(({ network }) => network === own) : found[0]
    if (meant) return meant
  }
  return undefined
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
    id: hotspotId(key.network, key.key),
    network: key.network,
    name: facts.device.name.trim() || key.key,
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

function networkKey(facts: ProvisioningFacts): { network: string; key: string } | null {
  const valueFor = (kind: 'helium-key' | 'gateway-eui') =>
    facts.identifiers.flatMap((identifier) => (identifier.kind === kind ? (canonicalIdentifier(identifier) ?? []) : []))[0]
  const heliumKey = valueFor('helium-key')
  if (heliumKey) return { network: 'helium', key: deviceKeyOrText('helium', heliumKey) }
  const gatewayEui = valueFor('gateway-eui')
  return gatewayEui ? { network: 'ttn', key: gatewayEui } : null
}

function place({ position }: ProvisioningFacts): Pick<Hotspot, 'lat' | 'lng' | 'h3'> | null {
  if (!position) return null
  const { lat, lng } = position
  return { lat, lng, h3: latLngToCell(lat, lng, FLEET_RESOLUTION) }
}
