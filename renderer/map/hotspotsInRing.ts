/** Hotspots within an outline drawn on the map. */
import { nearLng } from '#core/geo/longitude'
import type { HotspotIndex } from './hotspotIndex'
import { MAX_LATITUDE } from './mapView'
import { type LngLat, unwrapRing } from './unwrapRing'

/**
 * Places in the given fleet of the hotspots inside a ring, as the map shows it: edges are straight on the map. Rings across
 * the antimeridian and around a pole are whole. A hotspot exactly on an edge may count as either.
 * @param ring open or closed, [lng, lat] degrees.
 */
export function hotspotsInRing(index: HotspotIndex, ring: readonly LngLat[]): number[] {
  const flat = unwrapRing(ring)
  if (flat.length < 3) return []
  const west = Math.min(...flat.map(([lng]) => lng))
  const east = Math.max(...flat.map(([lng]) => lng))
  const found: number[] = []
  for (let member = 0; member < index.count; member++) {
    const lng = nearLng(index.longitudes[member] ?? 0, (west + east) / 2)
    // The map ends before the poles, and so does what is drawn on it.
    const lat = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, index.latitudes[member] ?? 0))
    if (lng >= west && lng <= east && isInside(flat, lng, lat)) found.push(index.order[member] ?? 0)
  }
  return found
}

/** Whether a ray to the east crosses the ring an odd number of times. */
function isInside(ring: readonly LngLat[], lng: number, lat: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [lngA, latA] = ring[i] ?? [0, 0]
    const [lngB, latB] = ring[j] ?? [0, 0]
    if (latA > lat !== latB > lat && lng < lngA + ((lat - latA) * (lngB - lngA)) / (latB - latA)) inside = !inside
  }
  return inside
}
