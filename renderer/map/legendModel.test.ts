import { describe, expect, it } from 'vitest'
import { CATEGORY_COLORS, cellColors, divergingColor } from './cellColors'
import type { CellLayer } from './cellLayer'
import type { CellLayerSummary } from './cellSummary'
import { legendModel } from './legendModel'
import { rampColor } from './palette'

const layer: CellLayer = {
  id: 'power',
  name: 'Received power',
  resolution: 9,
  cells: new BigUint64Array(),
  values: new Float32Array(),
  combine: 'max',
  ramp: 'sequential',
  domain: [-130, -70],
  unit: 'dBm',
  opacity: 1,
  visible: true,
  format: (value) => `${value.toFixed(0)} dBm`,
}
const summary: CellLayerSummary = {
  layerId: 'power',
  resolution: 8,
  cells: 10,
  missing: 3,
  drawn: 5,
  domain: [-130, -70],
  bins: new Uint32Array([1, 2, 4, 0]),
  categories: [],
}

describe('the legend of a cell layer', () => {
  it('says the ends, the cells per step and what is unknown', () => {
    const legend = legendModel(layer, summary, 'light', 'σ 8 dB')
    expect(legend.ends).toEqual(['-130 dBm', '-70 dBm'])
    expect(legend.cellsText).toBe('10 cells of resolution 8')
    expect(legend.steps.map(({ cells }) => cells)).toEqual([1, 2, 4, 0])
    expect(legend.unknown?.cells).toBe(3)
    expect(legend.note).toBe('σ 8 dB')
    expect(legendModel({ ...layer, missing: 'empty' }, summary, 'light').unknown).toBeNull()
  })

  it('names categories and sums up those it has no room for', () => {
    const many = Array.from({ length: 12 }, (_, value) => ({ value, cells: 100 - value }))
    const best: CellLayer = {
      ...layer,
      ramp: 'category',
      categories: [{ value: 0, label: 'Roof' }],
      format: (value) => `No. ${value}`,
    }
    const legend = legendModel(best, { ...summary, bins: new Uint32Array(), categories: many, missing: 0 }, 'dark')
    expect(legend.ends).toBeNull()
    expect(legend.categories).toHaveLength(8)
    expect(legend.categories.slice(0, 2).map(({ label }) => label)).toEqual(['Roof', 'No. 1'])
    expect(legend.rest).toEqual({ categories: 4, cells: 92 + 91 + 90 + 89 })
  })
})

describe('colours of cells', () => {
  it('run along the ramp and stop at the ends of the domain', () => {
    const colorOf = cellColors(layer, [-130, -70], 'light')
    expect(colorOf(-200)).toEqual(rampColor(0, 'light'))
    expect(colorOf(-70)).toEqual(rampColor(1, 'light'))
    expect(colorOf(99)).toEqual(colorOf(-70))
  })

  it('diverge from a middle that stands for no change', () => {
    const colorOf = cellColors({ ramp: 'diverging' }, [-8, 8], 'dark')
    const [low, middle, high] = [colorOf(-8), divergingColor(0.5, 'dark'), colorOf(8)]
    expect(low[2]).toBeGreaterThan(low[0])
    expect(high[0]).toBeGreaterThan(high[2])
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(25)
  })

  it('are told apart for neighbouring categories, with or without names', () => {
    const colorOf = cellColors({ ramp: 'category', categories: [{ value: 5, label: 'five', color: [1, 2, 3] }] }, [0, 1], 'light')
    expect(colorOf(5)).toEqual([1, 2, 3])
    expect(colorOf(8)).toEqual(CATEGORY_COLORS[1])
    expect(new Set(Array.from({ length: 7 }, (_, value) => colorOf(value + 7).join())).size).toBe(7)
  })
})
