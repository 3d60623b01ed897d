import { getResolution, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellsInArea } from '../geo/cellsInArea'
import type { Ring } from '../model/position'
import { candidateSites, candidatesWithinBounds } from './candidateSites'

const zurich: Ring = [
  [8.47, 47.33],
  [8.6, 47.33],
  [8.6, 47.43],
  [8.47, 47.43],
]

describe('candidateSites', () => {
  it('puts one site at the centre of each cell of the area', () => {
    const sites = candidateSites(zurich, 8)
    expect(sites.map((site) => site.cell)).toEqual(cellsInArea(zurich, 8))
    for (const { cell, lat, lng } of sites) expect(latLngToCell(lat, lng, 8)).toBe(cell)
  })

  it('takes the finest grid that the work allows', () => {
    const cells = cellsInArea(zurich, 11).length
    const wide = candidatesWithinBounds(zurich, 11, cells, { reachM: 5_000, spacingM: 0 })
    const narrow = candidatesWithinBounds(zurich, 11, cells, { reachM: 100, spacingM: 0 })
    expect(getResolution(wide[0]?.cell ?? '')).toBeLessThan(getResolution(narrow[0]?.cell ?? ''))
    expect(wide.length).toBeGreaterThan(0)
    expect(narrow.length).toBeLessThan(25_000)
    const spaced = candidatesWithinBounds(zurich, 11, cells, { reachM: 100, spacingM: 4_000 })
    expect(spaced.length).toBeGreaterThan(0)
    expect(spaced.length).toBeLessThan(narrow.length)
  })

  it('goes finer again where a coarse grid has no centre in the area', () => {
    const strip: Ring = [
      [8.4, 47.4],
      [8.7, 47.4],
      [8.7, 47.4004],
      [8.4, 47.4004],
    ]
    const cells = cellsInArea(strip, 12).length
    expect(cells).toBeGreaterThan(100)
    expect(candidatesWithinBounds(strip, 12, cells, { reachM: 90_000, spacingM: 0 }).length).toBeGreaterThan(0)
  })
})
