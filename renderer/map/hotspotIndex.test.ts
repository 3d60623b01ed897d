import fc from 'fast-check'
import { cellToParent, latLngToCell } from 'h3-js'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readFixtureText } from '../../fixtures/readFixture'
import { MAX_POLYGONS, resolutionForView, visibleCells, visibleHotspots } from './densityCells'
import { summariseDensity } from './densityClasses'
import {
  cellOfGroup,
  findGroup,
  groupCount,
  hotspotsInCell,
  indexHotspots,
  type LocatedHotspot,
  narrowIndex,
} from './hotspotIndex'
import { fitView } from './mapView'

const text = readFixtureText('data/helium_explorer_hotspots_2020-10-26.csv')
const rows = Papa.parse<{ address: string; lat: string; lng: string; location: string }>(text.trim(), { header: true }).data
const fleet: LocatedHotspot[] = rows.map((row) => ({
  id: row.address,
  lat: row.lat === '' ? null : Number(row.lat),
  lng: row.lng === '' ? null : Number(row.lng),
  h3: row.location.startsWith('8') ? row.location : null,
}))
const world = { west: -180, east: 180, south: -90, north: 90 }

/** A made-up fleet that fills a country evenly, so that every hotspot has a fine cell of its own. */
function evenFleet(count: number): LocatedHotspot[] {
  const side = Math.ceil(Math.sqrt(count))
  return Array.from({ length: count }, (_, i) => {
    const lat = 30 + (i % side) * (15 / side)
    const lng = -120 + Math.floor(i / side) * (30 / side)
    return { id: `h${i}`, lat, lng, h3: latLngToCell(lat, lng, 12) }
  })
}

describe('the index of a real fleet', () => {
  const index = indexHotspots(fleet)

  it('holds the located hotspots and counts the others', () => {
    expect(index.count).toBe(3_558)
    expect(index.withoutLocation).toBe(82)
  })

  it('narrows to the same cells as an index made of fewer hotspots', () => {
    const kept = (at: number) => at % 3 === 0
    const narrow = narrowIndex(index, kept)
    const fresh = indexHotspots(fleet.filter((_, at) => kept(at)))
    expect(narrow.paths).toEqual(fresh.paths)
    expect(narrow.cells(6)).toEqual(fresh.cells(6))
    expect([...narrow.order].sort((a, b) => a - b)).toEqual([...index.order].filter(kept).sort((a, b) => a - b))
  })

  it('groups cells exactly as h3 does and loses nobody, at every resolution', () => {
    for (let resolution = 0; resolution <= 12; resolution++) {
      const expected = new Map<string, number>()
      for (const { h3 } of fleet) {
        if (h3 === null) continue
        const parent = cellToParent(h3, resolution)
        expected.set(parent, (expected.get(parent) ?? 0) + 1)
      }
      const groups = index.cells(resolution)
      const found = new Map(Array.from({ length: groups.length }, (_, i) => [cellOfGroup(groups, i), groupCount(groups, i)]))
      expect(found).toEqual(expected)
      expect(groups.largestCount).toBe(Math.max(...expected.values()))
      const summary = summariseDensity(groups, 'dark')
      expect(summary.hotspots).toBe(3_558)
      expect(summary.classes.reduce((sum, one) => sum + one.hotspots, 0)).toBe(3_558)
      expect(summary.classes.reduce((sum, one) => sum + one.cells, 0)).toBe(expected.size)
    }
  })

  it('finds the hotspots of a cell, and none in an empty one', () => {
    const cell = latLngToCell(37.7749, -122.4194, 5)
    const members = hotspotsInCell(index, cell).map((at) => fleet[at]?.h3 ?? '')
    expect(members.length).toBeGreaterThan(0)
    expect(members.every((h3) => cellToParent(h3, 5) === cell)).toBe(true)
    expect(findGroup(index.cells(5), latLngToCell(-60, 0, 5))).toBe(-1)
  })

  it('shows the whole fleet from far away, and hotspots singly only when close', () => {
    const view = fitView(index.longitudes, index.latitudes, { width: 1000, height: 700 })
    const shown = visibleCells(index, resolutionForView(view), world)
    expect(shown.counts.reduce((sum, count) => sum + count, 0)).toBe(3_558)
    expect(visibleHotspots(index, view.zoom, world)).toHaveLength(0)
    expect(visibleHotspots(index, 12, { west: -122.6, east: -122.3, south: 37.6, north: 37.9 }).length).toBeGreaterThan(100)
  })
})

describe('the polygon budget', () => {
  it('is kept by dropping resolutions, and still no hotspot is lost', () => {
    const index = indexHotspots(evenFleet(30_000))
    expect(index.cells(8).length).toBeGreaterThan(MAX_POLYGONS)
    const shown = visibleCells(index, 8, world)
    expect(shown.resolution).toBeLessThan(8)
    expect(shown.cells.length).toBeLessThanOrEqual(MAX_POLYGONS)
    expect(shown.counts.reduce((sum, count) => sum + count, 0)).toBe(30_000)
  })

  it('draws single hotspots not at all rather than too many', () => {
    expect(visibleHotspots(indexHotspots(evenFleet(6_000)), 12, world)).toHaveLength(0)
  })
})

describe('any fleet', () => {
  it('keeps its number through every grouping, with or without cells and positions', () => {
    const hotspot = fc.record({
      lat: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
      lng: fc.option(fc.double({ min: -180, max: 180, noNaN: true })),
      withCell: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(hotspot, { maxLength: 60 }), fc.integer({ min: 0, max: 12 }), (made, resolution) => {
        const hotspots = made.map(({ lat, lng, withCell }, i): LocatedHotspot => {
          const h3 = withCell && lat !== null && lng !== null ? latLngToCell(lat, lng, 12) : null
          return { id: `${i}`, lat, lng, h3 }
        })
        const index = indexHotspots(hotspots)
        const located = hotspots.filter(({ lat, lng }) => lat !== null && lng !== null).length
        expect(index.count).toBe(located)
        expect(index.withoutLocation).toBe(hotspots.length - located)
        const groups = index.cells(resolution)
        expect(Array.from({ length: groups.length }, (_, i) => groupCount(groups, i)).reduce((a, b) => a + b, 0)).toBe(located)
      }),
    )
  })

  it('refines as the view comes closer, never the other way', () => {
    const resolutions = Array.from({ length: 37 }, (_, i) => resolutionForView({ longitude: 0, latitude: 40, zoom: i / 2 }))
    expect(resolutions).toEqual([...resolutions].sort((a, b) => a - b))
    expect(new Set(resolutions)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
  })
})
