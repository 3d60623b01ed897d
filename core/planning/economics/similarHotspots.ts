/**
 * Which hotspots a new site is like: those that stand about as crowded, by how many other hotspots are within reach. Most
 * networks pay less where many hotspots cover the same ground, so this is what a position says about earnings.
 */
import { NearbyPoints } from '../../geo/nearbyPoints'
import type { LatLng } from '../../geo/sphere'

export interface SimilarHotspots<T> {
  hotspots: T[]
  /** How crowded they stand: others within reach, from … to. */
  from: number
  to: number
}

/** Fewer say more about themselves than about the site. */
const leastSimilar = 8

/** How many of `hotspots` other than itself are within reach of each place. */
export function crowding(places: readonly LatLng[], hotspots: readonly LatLng[], reachM: number): number[] {
  const nearby = new NearbyPoints(hotspots, reachM)
  const own = new Set(hotspots)
  return places.map((place) => {
    const itself = own.has(place) ? 1 : 0
    return nearby.within(place).length - itself
  })
}

/** The hotspots as crowded as the site, or, where they are few, somewhat more and less crowded ones as well. */
export function similarHotspots<T>(
  hotspots: readonly { hotspot: T; crowding: number }[],
  siteCrowding: number,
): SimilarHotspots<T> {
  let [from, to] = [siteCrowding, siteCrowding]
  const furthest = hotspots.reduce((most, each) => Math.max(most, Math.abs(each.crowding - siteCrowding)), 0)
  for (let spread = 0; spread <= furthest; spread++) {
    ;[from, to] = [Math.max(0, siteCrowding - spread), siteCrowding + spread]
    const alike = hotspots.filter((each) => Math.abs(each.crowding - siteCrowding) <= spread)
    if (alike.length >= leastSimilar || spread === furthest) return { hotspots: alike.map(({ hotspot }) => hotspot), from, to }
  }
  return { hotspots: [], from, to }
}
