/** Areas of plans: open rings of [lng, lat] in degrees, as plans keep them. */
import { toRadians } from '#core/geo/angles'
import { nearLng, normalizeLng } from '#core/geo/longitude'
import { type LatLng, METRES_PER_DEGREE, placeTowards } from '#core/geo/sphere'
import type { Ring } from '#core/model/position'
import { Problem } from '#core/model/problem'
import { type Bounds, MAX_LATITUDE } from '../../map/mapView'
import { type LngLat, unwrapRing } from '../../map/unwrapRing'

const CIRCLE_CORNERS = 48

/** A circle on the globe as a ring of 48 corners. @throws Problem `plan.area` when it holds a pole. */
export function circleRing(lat: number, lng: number, radiusM: number): Ring {
  if (Math.abs(lat) + radiusM / METRES_PER_DEGREE >= MAX_LATITUDE) {
    throw new Problem('plan.area', 'This circle comes too near a pole to be planned: give a smaller radius or another centre.')
  }
  return Array.from({ length: CIRCLE_CORNERS }, (_, i) => {
    const corner = placeTowards({ lat, lng }, (360 * i) / CIRCLE_CORNERS, radiusM)
    return [corner.lng, corner.lat]
  })
}

export function boundsRing({ west, south, east, north }: Bounds): Ring {
  const corner = (longitude: number, latitude: number): [number, number] => [normalizeLng(longitude), latitude]
  return [corner(west, south), corner(east, south), corner(east, north), corner(west, north)]
}

/** @throws Problem `area.crosses-itself` when two edges of the ring that are no neighbours meet. */
export function refuseCrossing(ring: readonly LngLat[]): void {
  const flat = unwrapRing(ring)
  const count = flat.length
  const edge = (i: number): Edge => [flat[i] ?? [0, 0], flat[(i + 1) % count] ?? [0, 0]]
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue
      if (edgesMeet(edge(i), edge(j))) {
        throw new Problem(
          'area.crosses-itself',
          'The edges of this area cross each other, so it is not clear what lies inside: draw it again without crossing.',
        )
      }
    }
  }
}

type Edge = [LngLat, LngLat]

function edgesMeet([a, b]: Edge, [c, d]: Edge): boolean {
  const sides = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  const [abc = 0, abd = 0, cda = 0, cdb = 0] = sides
  if (sides.every((value) => value === 0)) return overlap(a, b, c, d)
  return abc * abd <= 0 && cda * cdb <= 0
}

/** Which side of the line a–b the point lies on: the sign of the turn. */
function side(a: LngLat, b: LngLat, point: LngLat): number {
  return Math.sign((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]))
}

function overlap(a: LngLat, b: LngLat, c: LngLat, d: LngLat): boolean {
  const within = (axis: 0 | 1) =>
    Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis])) <=
    Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]))
  return within(0) && within(1)
}

/** Places no further from the ring's box than `reachM`: all that can matter to a plan of it, and little more. */
export function placesNear(ring: readonly LngLat[], reachM: number, longitudes: Float64Array, latitudes: Float64Array): LatLng[] {
  const flat = unwrapRing(ring)
  const lngs = flat.map(([lng]) => lng)
  const lats = flat.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const padLat = (reachM / METRES_PER_DEGREE) * 1.01
  const widest = Math.max(Math.abs(south), Math.abs(north)) + padLat
  const padLng = padLat / Math.max(0.01, Math.cos(toRadians(Math.min(89, widest))))
  const places: LatLng[] = []
  latitudes.forEach((lat, i) => {
    if (lat < south - padLat || lat > north + padLat) return
    const lng = nearLng(longitudes[i] ?? 0, (west + east) / 2)
    if (lng >= west - padLng && lng <= east + padLng) places.push({ lat, lng: normalizeLng(lng) })
  })
  return places
}
