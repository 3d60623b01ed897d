import fc from 'fast-check'
import { cellToBoundary, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellRing } from './cellPolygons'
import { unwrapRing } from './unwrapRing'

const fiji: [number, number][] = [
  [179, -17],
  [-179, -17],
  [-179, -16],
  [179, -16],
]

describe('unwrapping rings', () => {
  it('leads a ring across the antimeridian instead of around the globe', () => {
    expect(unwrapRing(fiji).map(([longitude]) => longitude)).toEqual([179, 181, 181, 179])
  })

  it('drops a repeated first corner and leaves an ordinary ring as it is', () => {
    const ring: [number, number][] = [
      [10, 50],
      [11, 50],
      [11, 51],
    ]
    expect(unwrapRing([...ring, [10, 50]])).toEqual(ring)
  })

  it('leads a ring around the south pole along the lower edge of the map', () => {
    const ring: [number, number][] = [-180, -90, 0, 90].map((longitude) => [longitude, -70])
    const flat = unwrapRing(ring)
    expect(flat[0]).toEqual([-180, -85.06])
    expect(flat.at(-1)).toEqual([180, -85.06])
    expect(flat.at(-2)).toEqual([180, -70])
  })

  it('keeps every corner of any cell and never jumps half a turn', () => {
    const anywhere = fc.tuple(
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
    )
    fc.assert(
      fc.property(anywhere, fc.double({ min: -540, max: 540, noNaN: true }), ([lat, lng, resolution], centre) => {
        const cell = latLngToCell(lat, lng, resolution)
        const boundary = cellToBoundary(cell, true).slice(0, -1)
        const ring = cellRing(cell, centre)
        expect(ring).toHaveLength(boundary.length)
        ring.forEach(([longitude, latitude], i) => {
          const [wantLng = 0, wantLat = 0] = boundary[i] ?? []
          expect(latitude).toBe(wantLat)
          expect((((longitude - wantLng) % 360) + 540) % 360).toBeCloseTo(180, 6)
          const [next = 0] = ring[(i + 1) % ring.length] ?? []
          expect(Math.abs(next - longitude)).toBeLessThan(180)
          expect(Math.abs(longitude - centre)).toBeLessThan(300)
        })
      }),
    )
  })

  it('draws nothing for the cell that holds a pole', () => {
    expect(cellRing(latLngToCell(90, 0, 2), 0)).toEqual([])
  })
})
