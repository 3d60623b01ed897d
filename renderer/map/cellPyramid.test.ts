import fc from 'fast-check'
import { cellToBoundary, cellToParent, getPentagons, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { nearLng } from '#core/geo/longitude'
import type { CellCombine } from './cellLayer'
import { CellPyramid } from './cellPyramid'
import { cellOfPrefix } from './h3Path'

/** Places that break what is written for the middle of a map: pentagons, the antimeridian, the poles, a face edge. */
const PLACES: [number, number][] = [
  [37.77, -122.42],
  [-17, 179.99],
  [89.9, 20],
  [-89.5, -100],
  [64.7, 10.536],
  [58.65, 11.25],
]

function layerOf(cells: string[], valueAt: (place: number) => number, combine: CellCombine) {
  const sorted = [...new Set(cells)].sort()
  return {
    names: sorted,
    source: {
      cells: BigUint64Array.from(sorted, (cell) => BigInt(`0x${cell}`)),
      values: Float32Array.from(sorted, (_, place) => valueAt(place)),
      resolution: Number.parseInt(sorted[0]?.[1] ?? '0', 16),
      combine,
    },
  }
}

const someCells = (resolution: number) => [
  ...PLACES.flatMap(([lat, lng]) => gridDisk(latLngToCell(lat, lng, resolution), 6)),
  ...getPentagons(resolution),
]

const close = (a: number, b: number) => Number.isNaN(a) === Number.isNaN(b) && (Number.isNaN(a) || Math.abs(a - b) < 1e-3)

describe('a cell layer at every resolution', () => {
  it('has the parents that h3-js names, with their values, in order', () => {
    const valueAt = (place: number) => (place % 7 === 0 ? Number.NaN : (place * 37) % 11)
    for (const combine of ['max', 'mean', 'sum', 'share'] as const) {
      const { names, source } = layerOf(someCells(9), valueAt, combine)
      const pyramid = new CellPyramid(source)
      for (const resolution of [9, 8, 7, 5, 2, 0]) {
        const expected = new Map<string, number[]>()
        names.forEach((name, place) => {
          const parent = cellToParent(name, resolution)
          expected.set(parent, [...(expected.get(parent) ?? []), valueAt(place)])
        })
        const level = pyramid.level(resolution)
        const values = pyramid.values(resolution)
        expect(Array.from(level.prefixes, (prefix) => cellOfPrefix(prefix, resolution))).toEqual([...expected.keys()].sort())
        level.prefixes.forEach((prefix, i) => {
          const members = expected.get(cellOfPrefix(prefix, resolution)) ?? []
          expect((level.members[i + 1] ?? 0) - (level.members[i] ?? 0)).toBe(members.length)
          expect(close(values[i] ?? 0, naive(combine, members))).toBe(true)
        })
      }
    }
  })

  it('finds every cell that touches a view, wherever on the globe', () => {
    const { source } = layerOf(someCells(6), (place) => place, 'max')
    const pyramid = new CellPyramid(source)
    fc.assert(
      fc.property(
        fc.constantFrom(...PLACES),
        fc.double({ min: 0.05, max: 170, noNaN: true }),
        fc.double({ min: 0.05, max: 40, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: -1, max: 1 }),
        ([lat, lng], halfWidth, halfHeight, resolution, turn) => {
          const centre = lng + 360 * turn
          const bounds = { west: centre - halfWidth, east: centre + halfWidth, south: lat - halfHeight, north: lat + halfHeight }
          const found = new Set(pyramid.within(resolution, bounds, Number.POSITIVE_INFINITY))
          pyramid.level(resolution).prefixes.forEach((prefix, i) => {
            const touches = cellToBoundary(cellOfPrefix(prefix, resolution)).some(
              ([cornerLat, cornerLng]) =>
                cornerLat >= bounds.south &&
                cornerLat <= bounds.north &&
                nearLng(cornerLng, centre) >= bounds.west &&
                nearLng(cornerLng, centre) <= bounds.east,
            )
            if (touches) expect(found.has(i)).toBe(true)
          })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('leaves out what is far from the view, and gives up when there is too much', () => {
    const { source } = layerOf(someCells(8), () => 1, 'max')
    const pyramid = new CellPyramid(source)
    const bounds = { west: -122.6, east: -122.2, south: 37.6, north: 37.9 }
    const found = pyramid.within(8, bounds, 1_000)
    expect(found).toHaveLength(127)
    expect(pyramid.within(8, bounds, 126)).toBeNull()
    expect(pyramid.within(8, { west: 30, east: 31, south: -20, north: -19 }, 10)).toEqual([])
  })

  it('is empty when the layer is', () => {
    const pyramid = new CellPyramid({ cells: new BigUint64Array(), values: new Float32Array(), resolution: 8, combine: 'sum' })
    expect(pyramid.within(3, { west: -180, east: 180, south: -85, north: 85 }, 10)).toEqual([])
  })
})

function naive(combine: CellCombine, members: number[]): number {
  const known = members.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return Number.NaN
  const sum = known.reduce((total, value) => total + value, 0)
  if (combine === 'max') return Math.max(...known)
  if (combine === 'sum') return sum
  if (combine === 'mean') return sum / known.length
  const counts = new Map<number, number>()
  for (const value of known) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? Number.NaN
}
