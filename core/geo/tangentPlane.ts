import { toRadians } from './angles'
import { EARTH_RADIUS_M, type LatLng, placeOf, type UnitVector, unitVector } from './sphere'
/**
 * Metres east and north of a place, on the plane that touches the globe there (orthographic, H3's sphere). Exact enough for
 * the metres that a receiver's fixes lie apart; nothing is special at the antimeridian or the poles.
 */

export interface OffsetM {
  eastM: number
  northM: number
}

const dot = (a: UnitVector, b: UnitVector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** Where places lie as seen from `origin`; of the same hemisphere. */
export function offsetsFrom(origin: LatLng): (place: LatLng) => OffsetM {
  const [east, north] = [eastAxis(origin), northAxis(origin)]
  return (place) => {
    const vector = unitVector(place)
    return { eastM: dot(vector, east) * EARTH_RADIUS_M, northM: dot(vector, north) * EARTH_RADIUS_M }
  }
}

/** The place that lies so far from `origin`. Longitudes from -180 to 180. */
export function placeAt(origin: LatLng, { eastM, northM }: OffsetM): LatLng {
  const [x, y] = [eastM / EARTH_RADIUS_M, northM / EARTH_RADIUS_M]
  const up = Math.sqrt(Math.max(0, 1 - x * x - y * y))
  const [e, n, u] = [eastAxis(origin), northAxis(origin), unitVector(origin)]
  const at = (axis: 0 | 1 | 2) => e[axis] * x + n[axis] * y + u[axis] * up
  return placeOf([at(0), at(1), at(2)])
}

function eastAxis({ lng }: LatLng): UnitVector {
  return [-Math.sin(toRadians(lng)), Math.cos(toRadians(lng)), 0]
}

function northAxis({ lat, lng }: LatLng): UnitVector {
  const [phi, lambda] = [toRadians(lat), toRadians(lng)]
  return [-Math.sin(phi) * Math.cos(lambda), -Math.sin(phi) * Math.sin(lambda), Math.cos(phi)]
}
