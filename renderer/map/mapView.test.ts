import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearLng, normalizeLng } from '#core/geo/longitude'
import { clampView, fitView, fromPixel, longitudeSpan, toPixel, viewBounds, zoomAround } from './mapView'

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

  it('shows nothing beyond the ends of the world, whatever was asked for', () => {
    const wanted = fc.record({
      longitude: fc.double({ min: -400, max: 400, noNaN: true }),
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      zoom: fc.double({ min: -2, max: 25, noNaN: true }),
    })
    const window = fc.record({ width: fc.integer({ min: 1, max: 4_000 }), height: fc.integer({ min: 1, max: 3_000 }) })
    fc.assert(
      fc.property(wanted, window, (view, pane) => {
        const clamped = clampView(view, pane)
        expect(fromPixel(clamped, pane, 0, 0)[1]).toBeLessThan(85.06)
        expect(fromPixel(clamped, pane, 0, pane.height)[1]).toBeGreaterThan(-85.06)
        expect(512 * 2 ** clamped.zoom).toBeGreaterThanOrEqual(pane.width - 1e-6)
        expect(clampView(clamped, pane).latitude).toBeCloseTo(clamped.latitude, 9)
      }),
    )
    const inside = { longitude: 12.3, latitude: 45.6, zoom: 9 }
    expect(clampView(inside, size)).toEqual(inside)
  })

  it('zooms around a pixel without moving what is under it', () => {
    const view = { longitude: 16.37, latitude: 48.2, zoom: 9 }
    const before = fromPixel(view, size, 200, 600)
    const after = fromPixel(zoomAround(view, size, 1.5, 200, 600), size, 200, 600)
    expect(after[0]).toBeCloseTo(before[0], 9)
    expect(after[1]).toBeCloseTo(before[1], 9)
  })
})
