import fc from 'fast-check'
import { cellToLatLng, getNumCells, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { Ring } from '../model/position'
import { Problem } from '../model/problem'
import { cellsInArea } from './cellsInArea'

const boxAround = (lat: number, lng: number, half: number): Ring => {
  const wrap = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)
  return [
    [wrap(lng - half), lat - half],
    [wrap(lng + half), lat - half],
    [wrap(lng + half), lat + half],
    [wrap(lng - half), lat + half],
  ]
}
const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.code
    throw thrown
  }
  return 'nothing thrown'
}

describe('cellsInArea', () => {
  it('holds exactly the cells whose centres lie in a box, on both sides of the antimeridian', () => {
    const place = fc.record({
      lat: fc.double({ min: -70, max: 70, noNaN: true }),
      lng: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: 179.9, max: 180, noNaN: true })),
    })
    fc.assert(
      fc.property(place, ({ lat, lng }) => {
        const half = 0.2
        const inBox = new Set<string>()
        for (let dLat = -0.3; dLat <= 0.3; dLat += 0.01) {
          for (let dLng = -0.3; dLng <= 0.3; dLng += 0.01) {
            const cell = latLngToCell(lat + dLat, lng + dLng, 6)
            const [cellLat, cellLng] = cellToLatLng(cell)
            const east = ((((cellLng - lng + 180) % 360) + 360) % 360) - 180
            if (Math.abs(cellLat - lat) < half && Math.abs(east) < half) inBox.add(cell)
          }
        }
        expect(cellsInArea(boxAround(lat, lng, half), 6)).toEqual([...inBox].sort())
      }),
      { numRuns: 40 },
    )
  })

  it('does not depend on where the ring begins or which way it turns', () => {
    const ring = boxAround(47.37, 8.54, 0.1)
    const turned: Ring = [...ring.slice(2), ...ring.slice(0, 2)]
    expect(cellsInArea(turned, 8)).toEqual(cellsInArea(ring, 8))
    expect(cellsInArea([...ring].reverse(), 8)).toEqual(cellsInArea(ring, 8))
  })

  it('is empty when the area lies between centres', () => {
    expect(cellsInArea(boxAround(47.37, 8.54, 0.00001), 5)).toEqual([])
  })

  it('refuses what cannot be planned, and says why', () => {
    expect(codeOf(() => cellsInArea(boxAround(47, 8, 5), 12))).toBe('area.too-many-cells')
    expect(() => cellsInArea(boxAround(47, 8, 1), 10)).toThrow(/choose a coarser resolution/)
    expect(
      codeOf(() =>
        cellsInArea(
          [
            [8, 47],
            [9, 47],
          ],
          5,
        ),
      ),
    ).toBe('area.too-few-corners')
    expect(
      codeOf(() =>
        cellsInArea(
          [
            [8, 47],
            [9, 47],
            [Number.NaN, 48],
          ],
          5,
        ),
      ),
    ).toBe('area.malformed')
    expect(
      codeOf(() =>
        cellsInArea(
          [
            [0, 80],
            [90, 80],
            [180, 80],
            [-90, 80],
          ],
          2,
        ),
      ),
    ).toBe('area.around-pole')
    expect(
      codeOf(() =>
        cellsInArea(
          [
            [-100, 0],
            [0, 0],
            [100, 0],
            [100, 50],
            [0, 50],
            [-100, 50],
          ],
          1,
        ),
      ),
    ).toBe('area.too-wide')
    expect(codeOf(() => cellsInArea(boxAround(47, 8, 1), 16))).toBe('resolution.out-of-range')
    expect(codeOf(() => cellsInArea(boxAround(47, 8, 1), 5.5))).toBe('resolution.out-of-range')
  })

  it('refuses a slanted sliver whose box H3 could not search in time', () => {
    expect(
      codeOf(() =>
        cellsInArea(
          [
            [0, 40],
            [0.001, 40],
            [10, 50],
          ],
          9,
        ),
      ),
    ).toBe('area.too-many-cells')
  })

  it('takes areas up to a continent at a coarse resolution', () => {
    const cells = cellsInArea(
      [
        [-10, 36],
        [30, 36],
        [30, 60],
        [-10, 60],
      ],
      4,
    )
    expect(cells.length).toBeGreaterThan(2_000)
    expect(cells.length).toBeLessThan(getNumCells(4))
  })
})
