import fc from 'fast-check'
import { cellArea, cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { boundsOfCells } from '../geo/bounds'
import { cellsInArea } from '../geo/cellsInArea'
import { CellAccumulator } from './CellAccumulator'
import type { CellWeights } from './cellWeights'
import { clipToBounds, clipToCells } from './clipWeights'
import { drawnWeights } from './drawnWeights'
import { integerWeights } from './integerWeights'

function weightsOf(cells: string[], weights: number[]): CellWeights {
  const sums = new CellAccumulator()
  for (const [at, cell] of cells.entries()) sums.add(cell, weights[at] ?? 1)
  return { resolution: 8, ...sums.finish(), unit: 'people', source: 'test', notes: [] }
}
const plain = (values: number[]): CellWeights => ({
  ...weightsOf([], []),
  cells: new BigUint64Array(values.length),
  weights: Float64Array.from(values),
})

describe('whole weights', () => {
  it('take the smallest power of ten that makes them whole', () => {
    expect(integerWeights(plain([1, 2, 30]))).toMatchObject({ scale: 1, total: 33, exact: true, lost: 0 })
    expect(integerWeights(plain([0.1, 2.25]))).toMatchObject({ scale: 100, total: 235, exact: true })
    const thirds = integerWeights(plain([1 / 3, 0.0001]))
    expect(thirds).toMatchObject({ scale: 1_000, exact: false, lost: 1, total: 333 })
  })

  it('give up scale before they give up exact sums, and say when even that is not enough', () => {
    expect(integerWeights(plain([9e15, 0.5]), 1_000)).toMatchObject({ scale: 1, exact: false })
    expect(() => integerWeights(plain([9e15, 9e15]))).toThrow(expect.objectContaining({ code: 'weights.overflow' }))
  })

  it('are within half a step of what they stand for', () => {
    const list = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 30 })
    fc.assert(
      fc.property(list, fc.constantFrom(1, 10, 1_000), (values, limit) => {
        const whole = integerWeights(plain(values), limit)
        expect(Number.isSafeInteger(whole.total)).toBe(true)
        expect(whole.total).toBe(whole.weights.reduce((sum, weight) => sum + weight, 0))
        values.forEach((value, at) => {
          const apart = Math.abs((whole.weights[at] ?? 0) - value * whole.scale)
          expect(apart).toBeLessThanOrEqual(0.5)
        })
      }),
    )
  })
})

describe('clipping', () => {
  const centre = latLngToCell(50, 20, 8)
  const all = weightsOf(gridDisk(centre, 3), [])

  it('keeps the cells that are asked for', () => {
    const asked = gridDisk(centre, 1).sort()
    const clipped = clipToCells(
      all,
      BigUint64Array.from([...asked, latLngToCell(10, 10, 8)].sort(), (cell) => BigInt(`0x${cell}`)),
    )
    expect(Array.from(clipped.cells, (cell) => cell.toString(16))).toEqual(asked)
    expect(clipped.total).toBe(7)
    expect(() => clipToCells(all, BigUint64Array.of(BigInt(`0x${latLngToCell(50, 20, 9)}`)))).toThrow(/resolution 8/)
  })

  it('keeps the cells of a box, across the antimeridian too', () => {
    const cells = [latLngToCell(-17, 179.9, 8), latLngToCell(-17, -179.9, 8), latLngToCell(-17, 0, 8)]
    const clipped = clipToBounds(weightsOf(cells, []), [179, -18, -179, -16])
    expect(clipped.total).toBe(2)
    const bounds = boundsOfCells(clipped.cells)
    expect(bounds?.[0]).toBeCloseTo(179.9, 1)
    expect(bounds?.[2]).toBeCloseTo(-179.9, 1)
    expect(boundsOfCells(new BigUint64Array())).toBeNull()
  })

  it('finds bounds that hold every cell', () => {
    const point = fc.tuple(fc.double({ min: -89, max: 89, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), (points) => {
        const weights = weightsOf([...new Set(points.map(([lat, lng]) => latLngToCell(lat, lng, 8)))], [])
        const bounds = boundsOfCells(weights.cells)
        expect(bounds && clipToBounds(weights, bounds).cells).toEqual(weights.cells)
      }),
    )
  })
})

describe('drawn demand', () => {
  const ring: [number, number][] = [
    [19.9, 50],
    [20, 50],
    [20, 50.05],
    [19.9, 50.05],
  ]
  const weight = { id: 'a', name: 'School', ring, kind: 'weight' as const, value: 900 }

  it('is spread by area over the cells of its ring', () => {
    const drawn = drawnWeights([weight], 8)
    const cells = cellsInArea(ring, 8)
    expect(Array.from(drawn.cells, (cell) => cell.toString(16))).toEqual(cells)
    expect(drawn.total).toBeCloseTo(900, 9)
    const [first, last] = [cells[0] ?? '', cells.at(-1) ?? '']
    expect((drawn.weights[0] ?? 0) / (drawn.weights.at(-1) ?? 1)).toBeCloseTo(cellArea(first, 'm2') / cellArea(last, 'm2'), 9)
  })

  it('is boosted with what lies under it, and only there', () => {
    const inside = cellsInArea(ring, 8)[0] ?? ''
    const outside = latLngToCell(51, 21, 8)
    const base = weightsOf([inside, outside], [10, 10])
    const boosted = drawnWeights([{ ...weight, kind: 'boost', value: 3 }], 8, base)
    expect(boosted.total).toBe(40)
    expect(boosted.unit).toBe('people')
    const [lat, lng] = cellToLatLng(outside)
    expect(clipToBounds(boosted, [lng - 0.1, lat - 0.1, lng + 0.1, lat + 0.1]).total).toBe(10)
  })

  it('falls into one cell when the ring holds no centre, also across the antimeridian', () => {
    const tiny: [number, number][] = [
      [179.9999, 0],
      [-179.9999, 0],
      [-179.9999, 0.0001],
    ]
    const drawn = drawnWeights([{ ...weight, ring: tiny, value: 5 }], 5)
    expect(Array.from(drawn.cells, (cell) => cell.toString(16))).toEqual([latLngToCell(0.00003, 180, 5)])
    expect(drawn.total).toBe(5)
  })
})
