/** Which hotspot moves to which site: the nearest pair first, then the nearest of what is left. */
import { greatCircleM, type LatLng } from '../geo/sphere'

/** @returns for each place that takes one, by its position in the list, the position of the hotspot that moves there */
export function pairMoves(hotspots: readonly LatLng[], places: readonly LatLng[]): Map<number, number> {
  const pairs = hotspots.flatMap((from, hotspot) =>
    places.map((to, place) => ({ hotspot, place, distanceM: greatCircleM(from, to) })),
  )
  pairs.sort((a, b) => a.distanceM - b.distanceM || a.hotspot - b.hotspot || a.place - b.place)
  const hotspotAt = new Map<number, number>()
  const taken = new Set<number>()
  for (const { hotspot, place } of pairs) {
    if (taken.has(hotspot) || hotspotAt.has(place)) continue
    hotspotAt.set(place, hotspot)
    taken.add(hotspot)
  }
  return hotspotAt
}
