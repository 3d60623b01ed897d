/** Holds a place against everything that is kept here: the fleet and the signed records. */
import { bearingDeg, type LatLng } from '#core/geo/sphere'
import { checkPlacement, type PlacementQuestion, searchFleet } from '#core/provisioning/placement/checkPlacement'
import { placedDevice } from '#core/provisioning/placement/placedDevice'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import { provisioningFileSchema } from '#core/provisioning/provisioningFile'
import type { CommonmastDatabase } from '../records/database'
import { readInPages } from '../records/readInPages'

export interface PlaceInQuestion extends Pick<PlacementQuestion, 'position' | 'workOrder' | 'identifiers'> {
  /** Of the device in hand: what was practised is compared with practice only. */
  simulated: boolean
}

export interface PlaceFinding {
  finding: PlacementFinding
  /** Where what it is compared with lies as seen from the place; null where it is compared with nothing else. */
  bearingDeg: number | null
}

/** All that is odd about a place, the gravest first. Reads the whole fleet: run it off the UI thread. */
export async function checkPlaceInRecords(db: CommonmastDatabase, place: PlaceInQuestion): Promise<PlaceFinding[]> {
  const hotspots = await readInPages(db.hotspots)
  // What a record brought into the fleet stands there already, and is not a second device.
  const inFleet = new Set(hotspots.map(({ provisioningId }) => provisioningId))
  const kept = (await db.provisionings.toArray()).filter(({ id, simulated }) => simulated === place.simulated && !inFleet.has(id))
  const records = kept.flatMap(({ file }) => {
    const parsed = provisioningFileSchema.safeParse(file)
    const placed = parsed.success ? placedDevice(parsed.data) : null
    return placed ? [placed] : []
  })
  const question = { ...place, hotspots, records }
  const findings = checkPlacement(question)
  if (findings.length === 0) return []
  const others = comparedWith(question)
  return findings.map((finding) => {
    const other = others[finding.code]
    return { finding, bearingDeg: other ? bearingDeg(place.position, other) : null }
  })
}

function comparedWith(question: PlacementQuestion): Partial<Record<PlacementFinding['code'], LatLng | null>> {
  const { neighbours, lastKnown } = searchFleet(question)
  return { 'far-from-order': question.workOrder, moved: lastKnown, 'duplicate-nearby': neighbours[0] ?? null }
}
