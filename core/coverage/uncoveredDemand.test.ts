import { cellToChildren, gridDisk, latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import type { CellWeights } from '../demand/cellWeights'
import { h3Number, h3Text } from '../geo/h3Index'
import { uncoveredDemand } from './uncoveredDemand'

const centre = latLngToCell(50.06, 19.94, 8)
const cells = BigUint64Array.from(gridDisk(centre, 2).map(h3Number)).sort()
const demand: CellWeights = {
  resolution: 8,
  cells,
  weights: Float64Array.from(cells, (_, i) => i),
  total: (cells.length * (cells.length - 1)) / 2,
  unit: 'people',
  source: 'test',
  notes: [],
}

test('what no site covers is a gap, and covered and open add up to all', () => {
  const covered = cells.slice(5, 12)
  const { gaps, totalWeight, coveredWeight } = uncoveredDemand(demand, { resolution: 8, cells: covered })
  expect(totalWeight).toBe(demand.total)
  expect(coveredWeight).toBe(5 + 6 + 7 + 8 + 9 + 10 + 11)
  expect(gaps.total + coveredWeight).toBe(totalWeight)
  // A cell of no weight is no gap.
  expect(gaps.cells.length).toBe(cells.length - covered.length - 1)
})

test('finer coverage takes its share of a coarser cell, coarser coverage takes all that is in it', () => {
  const heaviest = cells.at(-1) ?? 0n
  const children = cellToChildren(h3Text(heaviest), 9).map(h3Number)
  const one = BigUint64Array.from(children.slice(0, 1))
  const finer = uncoveredDemand(demand, { resolution: 9, cells: one })
  expect(finer.coveredWeight).toBeGreaterThan(0)
  expect(finer.coveredWeight).toBeLessThan(cells.length - 1)
  expect(finer.gaps.total + finer.coveredWeight).toBeCloseTo(demand.total, 6)
  const parent = BigUint64Array.from([h3Number(latLngToCell(50.06, 19.94, 5))])
  expect(uncoveredDemand(demand, { resolution: 5, cells: parent }).gaps.cells.length).toBe(0)
})
