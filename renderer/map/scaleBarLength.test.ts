import fc from 'fast-check'
import { greatCircleDistance } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { fromPixel, metresPerPixel } from './mapView'
import { scaleBarLength } from './scaleBarLength'

describe('the scale bar', () => {
  it('is a round length that fits its room', () => {
    expect(scaleBarLength(10, 110)).toEqual({ lengthM: 1_000, widthPx: 100, label: '1 km' })
    expect(scaleBarLength(60, 110)).toMatchObject({ lengthM: 5_000, label: '5 km' })
    expect(scaleBarLength(0.3, 110)).toMatchObject({ lengthM: 20, label: '20 m' })
    expect(scaleBarLength(30_000, 110)).toMatchObject({ label: '2,000 km' })
  })

  it('always fills at least two fifths of its room', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e5, noNaN: true }), (metres) => {
        const { lengthM, widthPx } = scaleBarLength(metres, 110)
        expect(widthPx).toBeLessThanOrEqual(110.000001)
        expect(widthPx).toBeGreaterThanOrEqual(43.9)
        expect(lengthM / metres).toBeCloseTo(widthPx, 9)
      }),
    )
  })

  it('agrees with the distance on the globe at the latitude of the view', () => {
    const size = { width: 800, height: 600 }
    for (const latitude of [0, 37.77, -54, 66]) {
      const view = { longitude: 179.99, latitude, zoom: 11 }
      const [west, onWest] = fromPixel(view, size, 350, 300)
      const [east, onEast] = fromPixel(view, size, 450, 300)
      const measuredM = greatCircleDistance([onWest, west], [onEast, east], 'm')
      expect((metresPerPixel(view) * 100) / measuredM).toBeCloseTo(1, 2)
    }
  })
})
