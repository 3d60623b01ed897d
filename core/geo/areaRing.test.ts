import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInside, ringCorners } from './areaRing'
import { wrapLng } from './longitude'

test('a place is inside a box wherever the box lies, across the antimeridian too', () => {
  const centre = fc.record({
    lat: fc.double({ min: -80, max: 80, noNaN: true }),
    lng: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constant(-179.99), fc.constant(180)),
  })
  const off = fc.double({ min: -2, max: 2, noNaN: true })
  fc.assert(
    fc.property(centre, off, off, fc.nat(3), ({ lat, lng }, dLat, dLng, turn) => {
      const corners: [number, number][] = [
        [wrapLng(lng - 1), lat - 1],
        [wrapLng(lng + 1), lat - 1],
        [wrapLng(lng + 1), lat + 1],
        [wrapLng(lng - 1), lat + 1],
      ]
      const ring = ringCorners([...corners.slice(turn), ...corners.slice(0, turn)])
      const near = (value: number) => Math.abs(Math.abs(value) - 1) < 1e-9
      fc.pre(!near(dLat) && !near(dLng))
      const place = { lat: lat + dLat, lng: wrapLng(lng + dLng) }
      expect(isInside(ring, place)).toBe(Math.abs(dLat) < 1 && Math.abs(dLng) < 1)
    }),
  )
})
