/**
 * Lengths, bearings and areas on H3's sphere, as the measuring tool shows them. The ellipsoid differs by up to 0.6 %, so the
 * tool says "great circle".
 */
import { EARTH_RADIUS_M } from '#core/geo/sphere'
import { nearLng } from './mapView'
import type { LngLat } from './unwrapRing'

const radians = (degrees: number) => (degrees * Math.PI) / 180
const degrees = (angle: number) => (angle * 180) / Math.PI

/** Metres along the great circle; from the chord and its complement, which is as exact for neighbours as for antipodes. */
export function greatCircleM(from: LngLat, to: LngLat): number {
  const [a, b] = [unitVector(from), unitVector(to)]
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
  const complement = Math.hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2])
  return 2 * EARTH_RADIUS_M * Math.atan2(chord, complement)
}

/** The bearing at the start, degrees clockwise from north, 0 (included) to 360. */
export function initialBearingDeg([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const turn = radians(lngB - lngA)
  const east = Math.sin(turn) * Math.cos(radians(latB))
  const north =
    Math.cos(radians(latA)) * Math.sin(radians(latB)) - Math.sin(radians(latA)) * Math.cos(radians(latB)) * Math.cos(turn)
  return (degrees(Math.atan2(east, north)) + 360) % 360
}

/** Points along the great circle, both ends included, close enough together to draw it as straight lines. */
export function greatCirclePoints(from: LngLat, to: LngLat): LngLat[] {
  const angle = greatCircleM(from, to) / EARTH_RADIUS_M
  const steps = Math.min(128, Math.max(1, Math.ceil(degrees(angle))))
  if (steps === 1 || Math.PI - angle < 1e-6) return [from, to]
  const [a, b] = [unitVector(from), unitVector(to)]
  const between = Array.from({ length: steps - 1 }, (_, i): LngLat => {
    const share = (i + 1) / steps
    const [weightA, weightB] = [Math.sin((1 - share) * angle), Math.sin(share * angle)]
    const [x, y, z] = [0, 1, 2].map((axis) => weightA * (a[axis] ?? 0) + weightB * (b[axis] ?? 0)) as [number, number, number]
    return [degrees(Math.atan2(y, x)), degrees(Math.atan2(z, Math.hypot(x, y)))]
  })
  return [from, ...between, to]
}

function unitVector([lng, lat]: LngLat): [number, number, number] {
  const ring = Math.cos(radians(lat))
  return [ring * Math.cos(radians(lng)), ring * Math.sin(radians(lng)), Math.sin(radians(lat))]
}

/**
 * Square metres enclosed by the ring whose edges are great circles: the signed strips between each edge and the equator,
 * added up. Of a ring around a pole, the cap on that pole's side.
 */
export function sphericalAreaM2(ring: readonly LngLat[]): number {
  let strips = 0
  let turned = 0
  ring.forEach(([lngA, latA], i) => {
    const [lngB, latB] = ring[(i + 1) % ring.length] ?? [lngA, latA]
    const turn = radians(nearLng(lngB, lngA) - lngA)
    const [tangentA, tangentB] = [Math.tan(radians(latA) / 2), Math.tan(radians(latB) / 2)]
    strips += 2 * Math.atan((Math.tan(turn / 2) * (tangentA + tangentB)) / (1 + tangentA * tangentB))
    turned += turn
  })
  const goesAroundPole = Math.abs(turned) > Math.PI
  const area = goesAroundPole ? 2 * Math.PI - Math.abs(strips) : Math.abs(strips)
  return Math.min(area, 4 * Math.PI - area) * EARTH_RADIUS_M ** 2
}
