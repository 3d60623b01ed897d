/** Places along the great circle between two places. */
import { type LatLng, placeOf, unitVector } from './sphere'

/** The place at a share of the way, 0 to 1. Between antipodes no great circle is the one. */
export function greatCirclePath(from: LatLng, to: LatLng): (share: number) => LatLng {
  const [[ax, ay, az], [bx, by, bz]] = [unitVector(from), unitVector(to)]
  const angle = Math.atan2(Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx), ax * bx + ay * by + az * bz)
  return (share) => {
    // The ends are exact: rounding must not push a place on the rim of a tile beyond it.
    if (share === 0 || angle < 1e-12) return from
    if (share === 1) return to
    const [byFrom, byTo] = [Math.sin((1 - share) * angle), Math.sin(share * angle)]
    return placeOf([byFrom * ax + byTo * bx, byFrom * ay + byTo * by, byFrom * az + byTo * bz])
  }
}
