import fc from 'fast-check'
import { greatCircleDistance } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { ringAreaM2 } from '#core/geo/ringArea'
import { boundsRing, circleRing, placesNear, refuseCrossing } from './planArea'

describe('areas of plans', () => {
  it('draws circles whose corners are all the radius away, across the antimeridian too', () => {
    const centre = fc.tuple(fc.double({ min: -70, max: 70, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
    fc.assert(
      fc.property(centre, fc.double({ min: 100, max: 100_000, noNaN: true }), ([lat, lng], radiusM) => {
        for (const [cornerLng, cornerLat] of circleRing(lat, lng, radiusM)) {
          expect(Math.abs(cornerLng)).toBeLessThanOrEqual(180)
          expect(greatCircleDistance([lat, lng], [cornerLat, cornerLng], 'm') / radiusM).toBeCloseTo(1, 5)
        }
      }),
    )
  })

  it('refuses a circle around a pole', () => {
    expect(() => circleRing(84.9, 0, 50_000)).toThrow('too near a pole')
  })

  it('measures a circle as the area it nearly is', () => {
    const areaM2 = ringAreaM2(circleRing(-16.8, 180, 10_000))
    expect(areaM2 / (Math.PI * 10_000 ** 2)).toBeCloseTo(1, 1)
    expect(areaM2).toBeLessThan(Math.PI * 10_000 ** 2)
  })

  it('takes the view as an area within ±180', () => {
    expect(boundsRing({ west: 179, south: -18, east: 182, north: -16 })).toEqual([
      [179, -18],
      [-178, -18],
      [-178, -16],
      [179, -16],
    ])
  })

  it('refuses edges that cross, touch or run back over each other', () => {
    const bowTie: [number, number][] = [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
    ]
    const doubledBack: [number, number][] = [
      [0, 0],
      [4, 0],
      [4, 1],
      [3, 0],
      [1, 0],
      [0, 2],
    ]
    expect(() => refuseCrossing(bowTie)).toThrow('cross each other')
    expect(() => refuseCrossing(doubledBack)).toThrow('cross each other')
    const acrossAntimeridian = bowTie.map(([lng, lat]): [number, number] => [lng > 0 ? -179.5 : 179.5, lat])
    expect(() => refuseCrossing(acrossAntimeridian)).toThrow('cross each other')
  })

  it('accepts what does not cross: squares, notches, circles, triangles', () => {
    expect(() => refuseCrossing(boundsRing({ west: 179, south: -18, east: 182, north: -16 }))).not.toThrow()
    expect(() => refuseCrossing(circleRing(50, 20, 5_000))).not.toThrow()
    expect(() =>
      refuseCrossing([
        [0, 0],
        [1, 0],
        [0, 1],
      ]),
    ).not.toThrow()
    expect(() =>
      refuseCrossing([
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 1],
        [0, 4],
      ]),
    ).not.toThrow()
  })

  it('keeps every place within reach of the area', () => {
    const ring = circleRing(-16.8, 179.99, 5_000)
    const offset = fc.double({ min: -0.3, max: 0.3, noNaN: true })
    fc.assert(
      fc.property(offset, offset, (dLat, dLng) => {
        const [lat, lng] = [-16.8 + dLat, 179.99 + dLng > 180 ? dLng - 180.01 : 179.99 + dLng]
        const distanceM = greatCircleDistance([-16.8, 179.99], [lat, lng], 'm')
        const kept = placesNear(ring, 3_000, Float64Array.of(lng), Float64Array.of(lat))
        if (distanceM <= 8_000) expect(kept).toHaveLength(1)
        if (distanceM > 20_000) expect(kept).toHaveLength(0)
      }),
    )
  })
})
