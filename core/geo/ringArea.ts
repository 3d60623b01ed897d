/** What rings enclose on the sphere. */
import { toRadians } from './angles'
import type { RingCorners } from './areaRing'
import { nearLng } from './longitude'
import { EARTH_RADIUS_M } from './sphere'

/** Square metres, with edges straight in longitude and sine of latitude: near enough for rings that are drawn on a map. */
export function ringAreaM2(corners: RingCorners): number {
  let doubled = 0
  corners.forEach(([lngA, latA], at) => {
    const [lngB, latB] = corners[(at + 1) % corners.length] ?? [lngA, latA]
    doubled += toRadians(nearLng(lngB, lngA) - lngA) * (Math.sin(toRadians(latA)) + Math.sin(toRadians(latB)))
  })
  return (Math.abs(doubled) / 2) * EARTH_RADIUS_M ** 2
}

/**
 * Square metres of an open ring of [lng, lat] whose edges are great circles: the signed strips between each edge and the
 * equator, added up. Of a ring around a pole, the cap on that pole's side.
 */
export function sphericalAreaM2(ring: RingCorners): number {
  let strips = 0
  let turned = 0
  ring.forEach(([lngA, latA], at) => {
    const [lngB, latB] = ring[(at + 1) % ring.length] ?? [lngA, latA]
    const turn = toRadians(nearLng(lngB, lngA) - lngA)
    const [tangentA, tangentB] = [Math.tan(toRadians(latA) / 2), Math.tan(toRadians(latB) / 2)]
    strips += 2 * Math.atan((Math.tan(turn / 2) * (tangentA + tangentB)) / (1 + tangentA * tangentB))
    turned += turn
  })
  const goesAroundPole = Math.abs(turned) > Math.PI
  const area = goesAroundPole ? 2 * Math.PI - Math.abs(strips) : Math.abs(strips)
  return Math.min(area, 4 * Math.PI - area) * EARTH_RADIUS_M ** 2
}
