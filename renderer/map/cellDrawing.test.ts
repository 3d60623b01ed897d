import { cellToParent, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { drawCells, summariseCells } from './cellDrawing'
import type { CellLayer } from './cellLayer'
import { CellPyramid } from './cellPyramid'
import { cellOfPrefix } from './h3Path'

const disk = gridDisk(latLngToCell(37.77, -122.42, 9), 40).sort()
const view = { bounds: { west: -124, east: -121, south: 36, north: 39 }, centreLng: -122.42 }

function makeLayer(look: Partial<CellLayer>, valueAt: (place: number) => number): CellLayer {
  return {
    id: 'layer',
    name: 'Layer',
    resolution: 9,
    cells: BigUint64Array.from(disk, (cell) => BigInt(`0x${cell}`)),
    values: Float32Array.from(disk, (_, place) => valueAt(place)),
    combine: 'max',
    ramp: 'sequential',
    domain: [0, 10],
    unit: '',
    opacity: 1,
    visible: true,
    format: String,
    ...look,
  }
}

describe('a cell layer made ready for a view', () => {
  it('draws the cells themselves while they fit, and otherwise the finest parents that do', () => {
    const layer = makeLayer({}, (place) => place)
    const pyramid = new CellPyramid(layer)
    const all = drawCells(pyramid, { ...view, resolution: 12, maxPolygons: 10_000 })
    expect(all.resolution).toBe(9)
    expect(Array.from(all.prefixes, (prefix) => cellOfPrefix(prefix, 9))).toEqual(disk)
    expect(all.known.length).toBe(disk.length)
    const parents = new Set(disk.map((cell) => cellToParent(cell, 8)))
    const fewer = drawCells(pyramid, { ...view, resolution: 9, maxPolygons: disk.length - 1 })
    expect(fewer.resolution).toBe(8)
    expect(fewer.prefixes.length).toBe(parents.size)
    expect(fewer.counts.reduce((sum, count) => sum + count, 0)).toBe(disk.length)
    expect(drawCells(pyramid, { ...view, resolution: 7, maxPolygons: 10_000 }).resolution).toBe(7)
  })

  it('keeps what is unknown apart from what is known', () => {
    const layer = makeLayer({}, (place) => (place < 100 ? Number.NaN : 5))
    const drawing = drawCells(new CellPyramid(layer), { ...view, resolution: 9, maxPolygons: 10_000 })
    expect(drawing.unknown.length).toBe(100)
    expect(drawing.known.length).toBe(disk.length - 100)
  })

  it('counts the whole layer into the legend, what lies beyond the domain at its ends', () => {
    const layer = makeLayer({ domain: [0, 32] }, (place) => [-5, 0.5, 31.5, 99, Number.NaN][place % 5] ?? 0)
    const pyramid = new CellPyramid(layer)
    const { bins, missing, cells, domain } = summariseCells(layer, pyramid, 9, 7)
    expect(cells).toBe(disk.length)
    expect(domain).toEqual([0, 32])
    expect((bins[0] ?? 0) + (bins[31] ?? 0) + missing).toBe(disk.length)
    expect(missing).toBe(disk.filter((_, place) => place % 5 === 4).length)
  })

  it('widens the domain of totals with the cells', () => {
    const layer = makeLayer({ combine: 'sum', domain: [0, 1] }, () => 1)
    const pyramid = new CellPyramid(layer)
    expect(summariseCells(layer, pyramid, 9, 0).domain).toEqual([0, 1])
    const coarse = summariseCells(layer, pyramid, 7, 0)
    expect(coarse.domain[1]).toBe(Math.max(...pyramid.values(7)))
    expect(coarse.domain[1]).toBe(49)
  })

  it('counts categories, most cells first', () => {
    const layer = makeLayer({ combine: 'share', ramp: 'category' }, (place) => (place < 10 ? 3 : 8))
    const summary = summariseCells(layer, new CellPyramid(layer), 9, 0)
    expect(summary.categories).toEqual([
      { value: 8, cells: disk.length - 10 },
      { value: 3, cells: 10 },
    ])
    expect(summary.bins).toHaveLength(0)
  })
})
