/** Distances and directions on the sphere that H3 measures on. The ellipsoid differs by up to 0.6 %. */
import { toDegrees, toRadians } from './angles'
import { normalizeLng } from './longitude'

/** The radius of H3's sphere: the authalic one of WGS 84. */
export const EARTH_RADIUS_M = 6_371_007.180918475
/** Along a meridian. */
export const METRES_PER_DEGREE = toRadians(EARTH_RADIUS_M)

/** WGS 84 degrees. */
export interface LatLng {
  lat: number
  lng: number
}

/** From the earth's middle to a place, on the unit sphere. */
export type UnitVector = readonly [x: number, y: number, z: number]

export function unitVector({ lat, lng }: LatLng): UnitVector {
  const [phi, lambda] = [toRadians(lat), toRadians(lng)]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

/** The place that a vector of any length points to; longitudes from -180 to 180. */
export function placeOf([x, y, z]: UnitVector): LatLng {
  return { lat: toDegrees(Math.atan2(z, Math.sqrt(x * x + y * y))), lng: toDegrees(Math.atan2(y, x)) }
}

/** Great-circle metres, as exact for neighbours as for antipodes. */
export function greatCircleM(from: LatLng, to: LatLng): number {
  const [a, b] = [toRadians(from.lat), toRadians(to.lat)]
  const turn = toRadians(to.lng - from.lng)
  const both = Math.cos(a) * Math.cos(b)
  // Haversines of the way to the place and of the way to its antipode: one of them is never small.
  const near = Math.sin((b - a) / 2) ** 2 + both * Math.sin(turn / 2) ** 2
  const far = Math.sin((b + a) / 2) ** 2 + both * Math.cos(turn / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.atan2(Math.sqrt(near), Math.sqrt(far))
}

/** Degrees clockwise from north at the start of the great circle, 0 ≤ bearing < 360. */
export function bearingDeg(from: LatLng, to: LatLng): number {
  const [a, b] = [toRadians(from.lat), toRadians(to.lat)]
  const turn = toRadians(to.lng - from.lng)
  const east = Math.sin(turn) * Math.cos(b)
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)
  return (toDegrees(Math.atan2(east, north)) + 360) % 360
}

/** The place so far from `origin` in a direction, degrees clockwise from north; longitudes from -180 to 180. */
export function placeTowards(origin: LatLng, directionDeg: number, distanceM: number): LatLng {
  const [phi, angle, direction] = [toRadians(origin.lat), distanceM / EARTH_RADIUS_M, toRadians(directionDeg)]
  const sinLat = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(direction)
  const turn = Math.atan2(Math.sin(direction) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * sinLat)
  return { lat: toDegrees(Math.asin(Math.max(-1, Math.min(1, sinLat)))), lng: normalizeLng(origin.lng + toDegrees(turn)) }
}
