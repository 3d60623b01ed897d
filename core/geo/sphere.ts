/** Directions and distances between two places on H3's sphere. */

/** Radius of the sphere that H3 measures on: the authalic one of WGS 84. */
export const EARTH_RADIUS_M = 6_371_007.180918475

/** WGS 84 degrees. */
export interface LatLng {
  lat: number
  lng: number
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Degrees clockwise from north at the start of the great circle, 0 ≤ bearing < 360. */
export function bearingDeg(from: LatLng, to: LatLng): number {
  const [a, b] = [radians(from.lat), radians(to.lat)]
  const turn = radians(to.lng - from.lng)
  const east = Math.sin(turn) * Math.cos(b)
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn)
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
}

/** Great-circle metres, exact for near places too. */
export function greatCircleM(from: LatLng, to: LatLng): number {
  const [a, b] = [radians(from.lat), radians(to.lat)]
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(to.lng - from.lng) / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)))
}
