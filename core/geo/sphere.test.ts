import fc from 'fast-check'
import { cellArea, cellToBoundary, greatCircleDistance, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { greatCirclePath } from './greatCirclePath'
import { ringAreaM2, sphericalAreaM2 } from './ringArea'
import { bearingDeg, EARTH_RADIUS_M, greatCircleM, type LatLng, METRES_PER_DEGREE, placeTowards } from './sphere'

const place = fc.record({
  lat: fc.double({ min: -89, max: 89, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
})
const turned = (from: number, to: number) => Math.abs(((to - from + 540) % 360) - 180)

describe('distances', () => {
  it('are those of h3-js', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        // The haversine of h3-js loses half its digits at antipodes.
        expect(Math.abs(greatCircleM(a, b) - greatCircleDistance([a.lat, a.lng], [b.lat, b.lng], 'm'))).toBeLessThan(1)
      }),
    )
  })

  it('are exact for neighbours and for antipodes', () => {
    expect(greatCircleM({ lat: 50, lng: 20 }, { lat: 50 + 1e-9, lng: 20 })).toBeCloseTo(METRES_PER_DEGREE * 1e-9, 8)
    expect(greatCircleM({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBeCloseTo(Math.PI * EARTH_RADIUS_M, 6)
    expect(greatCircleM({ lat: 0, lng: 0 }, { lat: 1e-6, lng: 180 })).toBeCloseTo(Math.PI * EARTH_RADIUS_M - 0.111_195, 4)
    expect(greatCircleM({ lat: 12, lng: 34 }, { lat: 12, lng: 34 })).toBe(0)
  })
})

describe('directions', () => {
  const bearing = (latA: number, lngA: number, latB: number, lngB: number) =>
    bearingDeg({ lat: latA, lng: lngA }, { lat: latB, lng: lngB })

  it('point the way it goes', () => {
    expect(bearing(0, 0, 10, 0)).toBeCloseTo(0)
    expect(bearing(0, 0, 0, 10)).toBeCloseTo(90)
    expect(bearing(0, 179, 0, -179)).toBeCloseTo(90)
    expect(bearing(10, 0, 0, 0)).toBeCloseTo(180)
    // London to New York, as navigation tables have it.
    expect(bearing(51.507_4, -0.127_8, 40.712_8, -74.006)).toBeCloseTo(288.3, 0)
  })

  it('lead to the place that lies there', () => {
    const near = fc.record({
      lat: fc.double({ min: -70, max: 70, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    const direction = fc.double({ min: 0, max: 359.9, noNaN: true })
    fc.assert(
      fc.property(near, direction, fc.double({ min: 10, max: 1e6, noNaN: true }), (origin, directionDeg, distanceM) => {
        const end = placeTowards(origin, directionDeg, distanceM)
        expect(Math.abs(end.lng)).toBeLessThanOrEqual(180)
        expect(greatCircleM(origin, end) / distanceM).toBeCloseTo(1, 6)
        expect(turned(bearingDeg(origin, end), directionDeg)).toBeLessThan(1e-4)
      }),
    )
  })

  it('divide the way by its length', () => {
    fc.assert(
      fc.property(place, place, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const lengthM = greatCircleM(a, b)
        fc.pre(lengthM < 20_000e3)
        const at: LatLng = greatCirclePath(a, b)(share)
        expect(Math.abs(greatCircleM(a, at) - share * lengthM)).toBeLessThan(1)
      }),
    )
  })
})

describe('areas', () => {
  it('are those of h3-js, at the antimeridian and around a pole too', () => {
    for (const [lat, lng] of [
      [37.7, -122.4],
      [-17, 179.999],
      [90, 0],
      [-90, 0],
      [0, 0],
    ] as const) {
      for (const resolution of [2, 5]) {
        const cell = latLngToCell(lat, lng, resolution)
        const ring = cellToBoundary(cell, true).slice(0, -1)
        // H3's edges between corners are great circles here too.
        expect(sphericalAreaM2(ring as [number, number][]) / cellArea(cell, 'm2')).toBeCloseTo(1, 5)
      }
    }
  })

  it('of small rings hardly depend on how their edges run', () => {
    const ring = cellToBoundary(latLngToCell(-17, 179.999, 8), true).slice(0, -1) as [number, number][]
    expect(ringAreaM2(ring) / sphericalAreaM2(ring)).toBeCloseTo(1, 5)
  })
})
