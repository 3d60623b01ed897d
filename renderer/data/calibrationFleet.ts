/** The fleet as measurements name it. */
import type { MeasuredHotspot } from '#core/coverage/calibration/predictLinks'
import { db } from './records/openRecords'

/**
 * Hotspots with a position, by their key and by their name, lower case. A name that two hotspots share, or that is the key
 * of another, stands for none.
 */
export async function readMeasuredFleet(): Promise<Map<string, MeasuredHotspot>> {
  const byKey = new Map<string, MeasuredHotspot>()
  const byName = new Map<string, MeasuredHotspot | null>()
  await db.hotspots.each(({ id, name, lat, lng, radio }) => {
    if (lat === null || lng === null) return
    const hotspot = { name, lat, lng, radio }
    byKey.set(id.toLowerCase(), hotspot)
    const spoken = name.toLowerCase()
    byName.set(spoken, byName.has(spoken) ? null : hotspot)
  })
  for (const [name, hotspot] of byName) if (hotspot && !byKey.has(name)) byKey.set(name, hotspot)
  return byKey
}
