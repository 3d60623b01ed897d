import fc from 'fast-check'
import { cellArea, cellToBoundary, greatCircleDistance, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { greatCircleM, greatCirclePoints, initialBearingDeg, sphericalAreaM2 } from './greatCircle'
import { areaText, bearingText, lengthText, measurePath } from './measurement'

const position = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -89, max: 89, noNaN: true }))

describe('measuring on the globe', () => {
  it('has the lengths of h3-js', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        // The haversine of h3-js loses half its digits at antipodes.
        expect(Math.abs(greatCircleM(a, b) - greatCircleDistance([a[1], a[0]], [b[1], b[0]], 'm'))).toBeLessThan(1)
      }),
    )
  })

  it('has the areas of h3-js, at the antimeridian and around a pole too', () => {
    for (const [lat, lng] of [
      [37.7, -122.4],
      [-17, 179.999],
      [90, 0],
      [-90, 0],
      [0, 0],
    ] as const) {
      for (const resolution of [2, 5]) {
        const cell = latLngToCell(lat, lng, resolution)
        const ring = cellToBoundary(cell, true).slice(0, -1) as [number, number][]
        // H3's edges between corners are great circles here too.
        expect(sphericalAreaM2(ring) / cellArea(cell, 'm2')).toBeCloseTo(1, 5)
      }
    }
  })

  it('points the way it goes', () => {
    expect(initialBearingDeg([0, 0], [0, 10])).toBeCloseTo(0)
    expect(initialBearingDeg([0, 0], [10, 0])).toBeCloseTo(90)
    expect(initialBearingDeg([179, 0], [-179, 0])).toBeCloseTo(90)
    expect(initialBearingDeg([0, 10], [0, 0])).toBeCloseTo(180)
    // London to New York, as navigation tables have it.
    expect(initialBearingDeg([-0.127_8, 51.507_4], [-74.006, 40.712_8])).toBeCloseTo(288.3, 0)
  })

  it('draws a leg along its great circle', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const points = greatCirclePoints(a, b)
        const along = points.slice(1).reduce((sum, to, i) => sum + greatCircleM(points[i] ?? to, to), 0)
        expect(Math.abs(along - greatCircleM(a, b))).toBeLessThan(1)
        expect([points[0], points.at(-1)]).toEqual([a, b])
      }),
    )
  })

  it('adds up legs, and closes an area', () => {
    const corners = [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const
    const open = measurePath(corners, false)
    expect(open.legs).toHaveLength(2)
    expect(open.areaM2).toBeNull()
    const closed = measurePath(corners, true)
    expect(closed.legs).toHaveLength(3)
    expect(closed.totalM).toBeCloseTo(
      closed.legs.reduce((sum, { lengthM }) => sum + lengthM, 0),
      6,
    )
    expect(closed.areaM2).toBeGreaterThan(6.1e9)
    expect(closed.areaM2).toBeLessThan(6.25e9)
    expect(measurePath([], false)).toEqual({ legs: [], totalM: 0, areaM2: null })
  })

  it('says figures as people read them', () => {
    expect(lengthText(840.4)).toBe('840 m')
    expect(lengthText(12_345)).toBe('12.35 km')
    expect(lengthText(5_570_222)).toBe('5,570 km')
    expect(areaText(5_200)).toBe('5,200 m²')
    expect(areaText(3_100_000)).toBe('3.1 km²')
    expect(bearingText(74.4)).toBe('74° ENE')
    expect(bearingText(359.8)).toBe('0° N')
  })
})
