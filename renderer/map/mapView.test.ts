import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitView, fromPixel, longitudeSpan, nearLng, normalizeLng, toPixel, viewBounds } from './mapView'

const size = { width: 900, height: 700 }

describe('the plane of the map', () => {
  it('turns pixels into positions and back', () => {
    const view = fc.record({
      longitude: fc.double({ min: -400, max: 400, noNaN: true }),
      latitude: fc.double({ min: -75, max: 75, noNaN: true }),
      zoom: fc.double({ min: 2, max: 17, noNaN: true }),
    })
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 700 }), (one, x, y) => {
        const [backX, backY] = toPixel(one, size, fromPixel(one, size, x, y))
        expect(backX).toBeCloseTo(x, 3)
        expect(backY).toBeCloseTo(y, 3)
      }),
    )
  })

  it('keeps to one frame near the antimeridian and comes back to records from there', () => {
    expect(nearLng(-179, 178)).toBe(181)
    expect(nearLng(-179, 540)).toBe(541)
    expect(normalizeLng(181)).toBe(-179)
    expect(normalizeLng(-541)).toBe(179)
    expect(normalizeLng(180)).toBe(180)
  })

  it('spans longitudes the short way round', () => {
    expect(longitudeSpan([179, -179, -178])).toEqual({ west: 179, east: 182 })
    expect(longitudeSpan([-122, 13, 0])).toEqual({ west: -122, east: 13 })
    expect(longitudeSpan([5])).toEqual({ west: 5, east: 5 })
  })

  it('fits points into the view', () => {
    const view = fitView([179, -179], [-17, -16], size)
    const bounds = viewBounds(view, size)
    expect(view.longitude).toBeCloseTo(180, 6)
    expect(bounds.west).toBeLessThan(179)
    expect(bounds.east).toBeGreaterThan(181)
    expect(bounds.east - bounds.west).toBeLessThan(3)
  })

  it('never shows more than one turn of the globe', () => {
    const { west, east } = viewBounds({ longitude: 10, latitude: 0, zoom: 0 }, size, 1)
    expect(east - west).toBe(360)
  })
})
