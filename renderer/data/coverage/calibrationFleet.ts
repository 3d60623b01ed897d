/** The fleet as measurements name it. */
import type { MeasuredHotspot } from '#core/coverage/calibration/predictLinks'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { db } from '../records/openRecords'

/**
 * Hotspots with a position, by their key and by their name, lower case. A key that hotspots of two networks have, and a name
 * that two hotspots share or that is the key of another, stand for none.
 */
export async function readMeasuredFleet(): Promise<Map<string, MeasuredHotspot>> {
  const byKey = new Map<string, MeasuredHotspot | null>()
  const byName = new Map<string, MeasuredHotspot | null>()
  await db.hotspots.each(({ id, name, lat, lng, radio }) => {
    if (lat === null || lng === null) return
    const hotspot = { name, lat, lng, radio }
    const key = hotspotKeyOf(id).toLowerCase()
    byKey.set(key, byKey.has(key) ? null : hotspot)
    const spoken = name.toLowerCase()
    byName.set(spoken, byName.has(spoken) ? null : hotspot)
  })
  for (const [name, hotspot] of byName) if (!byKey.has(name)) byKey.set(name, hotspot)
  return new Map([...byKey].flatMap(([key, hotspot]) => (hotspot ? [[key, hotspot] as const] : [])))
}
