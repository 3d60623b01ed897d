import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatCircleM } from '#core/geo/sphere'
import { greatCirclePoints, placeAt } from './greatCirclePoints'
import { measurePath } from './measurement'

const position = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -89, max: 89, noNaN: true }))

describe('measuring on the globe', () => {
  it('draws a leg along its great circle', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const points = greatCirclePoints(a, b)
        const along = points.slice(1).reduce((sum, to, i) => sum + greatCircleM(placeAt(points[i] ?? to), placeAt(to)), 0)
        expect(Math.abs(along - greatCircleM(placeAt(a), placeAt(b)))).toBeLessThan(1)
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
})
