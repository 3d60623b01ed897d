import { useLiveQuery } from 'dexie-react-hooks'
import type { Hotspot, Member, Provisioning } from '#core/model/records'
import { hotspotKeyMatcher } from '#core/networks/deviceKey/hotspotId'
import { readScannedLabel } from '#core/provisioning/label/scannedLabel'
import { shortCodeOf } from '#core/provisioning/label/shortCode'
import { db } from '../records/openRecords'

const FOUND_LIMIT = 8
const SHORTEST_QUERY = 2

interface Found {
  hotspots: Hotspot[]
  members: Member[]
  /** Found by the short code on their label. */
  devices: Provisioning[]
}

const NOTHING: Found = { hotspots: [], members: [], devices: [] }

/**
 * The first few hotspots and members whose name or key holds `query`, and devices whose label has it as short code; nothing
 * for a single letter.
 */
export function useFoundByName(query: string): Found {
  const wanted = query.toLowerCase()
  const found = useLiveQuery(async (): Promise<Found> => {
    if (wanted.length < SHORTEST_QUERY) return NOTHING
    const hasKey = hotspotKeyMatcher(query)
    const isNamed = ({ name }: { name: string }) => name.toLowerCase().includes(wanted)
    const [hotspots, members, devices] = await Promise.all([
      db.hotspots
        .filter((hotspot) => isNamed(hotspot) || hasKey(hotspot.id))
        .limit(FOUND_LIMIT)
        .toArray(),
      db.members
        .filter((member) => isNamed(member) || member.id.toLowerCase() === wanted)
        .limit(FOUND_LIMIT)
        .toArray(),
      devicesWithLabel(query),
    ])
    return { hotspots, members, devices }
  }, [wanted])
  return found ?? NOTHING
}

async function devicesWithLabel(text: string): Promise<Provisioning[]> {
  const scanned = readScannedLabel(text)
  if (scanned?.kind !== 'short-code') return []
  const ids = await db.provisionings.toCollection().primaryKeys()
  const found = await db.provisionings.bulkGet(ids.filter((id) => shortCodeOf(id) === scanned.shortCode))
  return found.flatMap((record) => record ?? [])
}
