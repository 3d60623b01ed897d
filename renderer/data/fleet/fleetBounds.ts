/** Where the fleet is, with room around it: what imported layers are cut to. */
import { type Bounds, smallestBounds } from '#core/geo/bounds'
import { METRES_PER_DEGREE } from '#core/geo/sphere'
import { db } from '../records/openRecords'
import { readInPages } from '../records/readInPages'

/** Null without a hotspot that has a position. */
export async function fleetBounds(marginM: number): Promise<Bounds | null> {
  const located = (await readInPages(db.hotspots)).flatMap(({ lat, lng }) => (lat === null || lng === null ? [] : [{ lat, lng }]))
  const bounds = smallestBounds(
    Float64Array.from(located, ({ lat }) => lat),
    Float64Array.from(located, ({ lng }) => lng),
  )
  return bounds && widened(bounds, marginM)
}

export function widened([west, south, east, north]: Bounds, marginM: number): Bounds {
  const byLat = marginM / METRES_PER_DEGREE
  const [bottom, top] = [Math.max(-90, south - byLat), Math.min(90, north + byLat)]
  // Where meridians meet, a margin reaches all the way round.
  const narrowest = Math.cos((Math.max(Math.abs(bottom), Math.abs(top)) * Math.PI) / 180)
  const byLng = narrowest < 1e-6 ? 360 : byLat / narrowest
  const reach = (east >= west ? east - west : east - west + 360) + 2 * byLng
  if (reach >= 360) return [-180, bottom, 180, top]
  return [wrapped(west - byLng), bottom, wrapped(east + byLng), top]
}

function wrapped(lng: number): number {
  return lng < -180 ? lng + 360 : lng > 180 ? lng - 360 : lng
}
