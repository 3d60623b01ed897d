/** Great circles as the map draws them: points close enough together to be joined by straight lines. */
import { toDegrees } from '#core/geo/angles'
import { greatCirclePath } from '#core/geo/greatCirclePath'
import { EARTH_RADIUS_M, greatCircleM, type LatLng } from '#core/geo/sphere'
import type { LngLat } from './unwrapRing'

/** Points from one place to the other, both included. */
export function greatCirclePoints(from: LngLat, to: LngLat): LngLat[] {
  const [start, end] = [placeAt(from), placeAt(to)]
  const angle = greatCircleM(start, end) / EARTH_RADIUS_M
  const steps = Math.min(128, Math.max(1, Math.ceil(toDegrees(angle))))
  if (steps === 1 || Math.PI - angle < 1e-6) return [from, to]
  const place = greatCirclePath(start, end)
  const between = Array.from({ length: steps - 1 }, (_, i): LngLat => {
    const { lat, lng } = place((i + 1) / steps)
    return [lng, lat]
  })
  return [from, ...between, to]
}

/** A corner of the map as a place. */
export function placeAt([lng, lat]: LngLat): LatLng {
  return { lat, lng }
}
