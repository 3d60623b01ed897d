import fc from 'fast-check'
import { cellArea, cellToChildren, cellToParent, getPentagons, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { CellAccumulator } from './CellAccumulator'
import type { CellWeights } from './cellWeights'
import { coarsen, splitToResolution } from './changeResolution'

const lat = fc.double({ min: -90, max: 90, noNaN: true })
const lng = fc.double({ min: -180, max: 180, noNaN: true })
const entry = fc.record({ lat, lng, weight: fc.double({ min: 0, max: 1e9, noNaN: true }) })
const entries = fc.array(entry, { minLength: 1, maxLength: 12 })

function weightsOf(cells: [cell: string, weight: number][], resolution: number): CellWeights {
  const sums = new CellAccumulator()
  for (const [cell, weight] of cells) sums.add(cell, weight)
  return { resolution, ...sums.finish(), unit: 'people', source: 'test', notes: [] }
}

// Next to zero numbers are evenly spaced.
const ulp = (value: number) => Math.max(value * Number.EPSILON, Number.MIN_VALUE)

describe('splitting', () => {
  it('keeps the total to one unit in the last place, in ascending cells', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 2 }), (list, resolution, steps) => {
        const weights = weightsOf(
          list.map(({ lat, lng, weight }) => [latLngToCell(lat, lng, resolution), weight]),
          resolution,
        )
        const split = splitToResolution(weights, resolution + steps)
        expect(Math.abs(split.total - weights.total)).toBeLessThanOrEqual(ulp(weights.total))
        for (let at = 1; at < split.cells.length; at++) {
          expect((split.cells[at - 1] ?? 0n) < (split.cells[at] ?? 0n)).toBe(true)
        }
        expect(split.notes.join()).toContain('no finer information')
        const back = coarsen(split, resolution)
        expect(back.cells).toEqual(weights.cells)
        back.weights.forEach((weight, at) => {
          expect(Math.abs(weight - (weights.weights[at] ?? 0))).toBeLessThanOrEqual(ulp(weights.weights[at] ?? 0))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the total of weights that are next to nothing', () => {
    const weights = weightsOf([[latLngToCell(0, 0, 0), 9e-323]], 0)
    expect(splitToResolution(weights, 2).total).toBe(9e-323)
  })

  it('shares by area, around a pentagon too', () => {
    const pentagon = getPentagons(4)[0] ?? ''
    const split = splitToResolution(weightsOf([[pentagon, 600]], 4), 5)
    const children = cellToChildren(pentagon, 5)
    expect(split.cells.length).toBe(6)
    const whole = children.reduce((sum, child) => sum + cellArea(child, 'km2'), 0)
    split.weights.forEach((weight, at) => {
      expect(weight).toBeCloseTo((600 * cellArea((split.cells[at] ?? 0n).toString(16), 'km2')) / whole, 9)
    })
  })

  it('refuses what would fill the memory, and the wrong direction', () => {
    const weights = weightsOf([[latLngToCell(50, 20, 2), 1]], 2)
    expect(() => splitToResolution(weights, 13)).toThrow(expect.objectContaining({ code: 'weights.too-many-cells' }))
    expect(() => splitToResolution(weights, 1)).toThrow(/coarsen/)
    expect(() => coarsen(weights, 3)).toThrow(/split/)
    expect(() => splitToResolution(weights, 16)).toThrow(expect.objectContaining({ code: 'resolution.out-of-range' }))
  })
})

it('coarsening adds each cell to its parent', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 9 }), (list, resolution) => {
      const cells = list.map(({ lat, lng, weight }): [string, number] => [latLngToCell(lat, lng, resolution), Math.round(weight)])
      const coarse = coarsen(weightsOf(cells, resolution), resolution - 1)
      const expected = new Map<string, number>()
      for (const [cell, weight] of cells) {
        const parent = cellToParent(cell, resolution - 1)
        expected.set(parent, (expected.get(parent) ?? 0) + weight)
      }
      const found = new Map(Array.from(coarse.cells, (cell, at) => [cell.toString(16), coarse.weights[at] ?? 0]))
      expect(found).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})
