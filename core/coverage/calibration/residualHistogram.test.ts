import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { residualCells, residualResolution } from './residualCells'
import { absoluteQuantile, residualHistogram } from './residualHistogram'
import { scatterSample } from './scatterSample'

const residuals = fc.array(
  fc.oneof(
    fc.integer({ min: -30_000, max: 30_000 }).map((hundredths) => hundredths / 100),
    fc.constant(Number.NaN),
  ),
  { maxLength: 200 },
)

describe('the pictures of residuals', () => {
  it('count every known residual once, on its own side of 0', () => {
    fc.assert(
      fc.property(residuals, (values) => {
        const after = Float32Array.from(values)
        const { after: bins, limitDb } = residualHistogram(null, after)
        const known = after.filter((value) => !Number.isNaN(value))
        const half = bins.length / 2
        expect(bins.reduce((sum, count) => sum + count, 0)).toBe(known.length)
        expect(bins.slice(0, half).reduce((sum, count) => sum + count, 0)).toBe(known.filter((value) => value < 0).length)
        expect(limitDb).toBeGreaterThanOrEqual(6)
        expect(limitDb).toBeLessThanOrEqual(60)
      }),
    )
  })

  it('have one axis for before and after, wide enough for the wider', () => {
    const narrow = new Float32Array(100).fill(2)
    const wide = new Float32Array(100).fill(-20)
    expect(residualHistogram(wide, narrow).limitDb).toBe(24)
    expect(residualHistogram(null, narrow).limitDb).toBe(6)
    expect(absoluteQuantile(Float32Array.of(-3, Number.NaN, 1, 2), 1)).toBe(3)
    expect(absoluteQuantile(new Float32Array(), 0.5)).toBe(0)
  })

  it('have cells as fine as the measurements are close, also across the antimeridian', () => {
    const around = (spreadDeg: number, lngDeg: number) => ({
      lat: Float64Array.from({ length: 101 }, (_, i) => ((i - 50) / 50) * spreadDeg),
      lng: Float64Array.from({ length: 101 }, (_, i) => ((lngDeg + ((i - 50) / 50) * spreadDeg + 540) % 360) - 180),
    })
    expect(residualResolution(around(0.001, 20))).toBe(11)
    expect(residualResolution(around(0.1, 20))).toBe(9)
    expect(residualResolution(around(0.1, 180))).toBe(9)
    expect(residualResolution(around(20, 20))).toBe(6)
  })

  it('have cells that hold several packets each', () => {
    const along = Float64Array.from({ length: 100 }, (_, i) => 50 + i * 0.002)
    const places = { lat: along, lng: new Float64Array(100).fill(20) }
    const { resolution, cells } = residualCells(places, null, new Float32Array(100))
    expect(resolution).toBeLessThan(residualResolution(places))
    expect(100 / cells.length).toBeGreaterThanOrEqual(4)
  })

  it('share the ends of their colours before and after', () => {
    const places = { lat: Float64Array.of(50, 50.1), lng: Float64Array.of(20, 20) }
    const cells = residualCells(places, Float32Array.of(-23, 4), Float32Array.of(3, -2))
    expect(cells.limitDb).toBe(25)
    expect([...(cells.beforeDb ?? [])].sort()).toEqual([-23, 4])
    expect(residualCells(places, null, Float32Array.of(Number.NaN, Number.NaN)).limitDb).toBe(5)
  })

  it('show a part that is spread evenly, with its misses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 60 }), (count, most) => {
        const rows = Float64Array.from({ length: count }, (_, row) => row)
        const { distanceM, powerDbm } = scatterSample(rows, rows, most)
        const shown = Math.min(count, most)
        expect(distanceM).toHaveLength(shown)
        expect([...powerDbm]).toEqual([...distanceM])
        for (const [i, row] of distanceM.entries()) expect(Math.abs(row - (i * count) / shown)).toBeLessThanOrEqual(count / shown)
        expect(new Set(distanceM).size).toBe(shown)
      }),
    )
    expect(scatterSample([1, 2], [-90, Number.NaN]).powerDbm[1]).toBeNaN()
  })
})
