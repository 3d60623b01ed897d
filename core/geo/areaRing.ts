/** Rings on the globe as continuous corners: longitudes run beyond ±180 where a ring crosses the antimeridian. */
import type { Ring } from '../model/position'
import { Problem, validateArgument } from '../model/problem'
import { wrapLng } from './longitude'
import type { LatLng } from './sphere'

/** [lng, lat] in degrees, each corner less than half a turn from the one before. */
export type RingCorners = readonly (readonly [number, number])[]

/** @throws Problem `area.too-few-corners`, `area.malformed`, `area.around-pole` or `area.too-wide`. */
export function ringCorners(ring: Ring): RingCorners {
  validateArgument(ring.length >= 3, 'area.too-few-corners', 'An area needs at least three corners: draw one more.')
  const corners: [number, number][] = []
  let previous: number | undefined
  for (const [lng, lat] of ring) {
    if (!Number.isFinite(lng) || !(Math.abs(lat) <= 90)) {
      throw new Problem('area.malformed', `The corner ${lng}, ${lat} is no longitude and latitude: correct or redraw the area.`)
    }
    const continuous: number = previous === undefined ? lng : previous + wrapLng(lng - previous)
    corners.push([continuous, lat])
    previous = continuous
  }
  const [first, last] = [corners[0]?.[0] ?? 0, previous ?? 0]
  validateArgument(
    Math.abs(last + wrapLng(first - last) - first) < 1,
    'area.around-pole',
    'The area goes around a pole, which cannot be planned: draw one that leaves the pole out.',
  )
  const lngs = corners.map(([lng]) => lng)
  validateArgument(
    Math.max(...lngs) - Math.min(...lngs) < 180,
    'area.too-wide',
    'The area spans half the globe or more: draw a smaller one.',
  )
  return corners
}

/** Whether a place lies inside, with edges straight in longitude and latitude, as H3 draws them. */
export function isInside(corners: RingCorners, { lat, lng }: LatLng): boolean {
  const [firstLng] = corners[0] ?? [lng]
  // No corner is half a turn from the first, so the place can only be the one turn of its longitude that is not either.
  const x = firstLng + wrapLng(lng - firstLng)
  let inside = false
  let [previousX, previousY] = corners.at(-1) ?? [0, 0]
  for (const [cornerX, cornerY] of corners) {
    if (cornerY > lat !== previousY > lat && x < ((previousX - cornerX) * (lat - cornerY)) / (previousY - cornerY) + cornerX) {
      inside = !inside
    }
    previousX = cornerX
    previousY = cornerY
  }
  return inside
}
