import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { basemapPolygons, clipBasemap } from './basemapGeometry'
import type { Bounds } from './mapView'

const file = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json')
const polygons = basemapPolygons(JSON.parse(readFileSync(file, 'utf8')))

/** Square degrees of land in the bounds, from the pieces' rings. */
function landArea(bounds: Bounds): number {
  return clipBasemap(polygons, bounds).reduce((sum, { positions, holeIndices }) => {
    const ends = [...holeIndices, positions.length]
    const rings = ends.map((end, i) => Math.abs(ringArea(positions.subarray(ends[i - 1] ?? 0, end))))
    return sum + (rings[0] ?? 0) - rings.slice(1).reduce((a, b) => a + b, 0)
  }, 0)
}

function ringArea(ring: Float64Array): number {
  let twice = 0
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    twice += (ring[i] ?? 0) * (ring[j + 1] ?? 0) - (ring[j] ?? 0) * (ring[i + 1] ?? 0)
  }
  return twice / 2
}

describe('the basemap', () => {
  it('has no false wedge of land where countries cross the antimeridian', () => {
    // Open Atlantic at the latitude of Chukotka's coast would be under the wedge; so would the sea north of Siberia.
    expect(landArea({ west: -40, east: -30, south: 50, north: 59 })).toBe(0)
    expect(landArea({ west: 175, east: 185, south: 72, north: 80 })).toBe(0)
    expect(landArea({ west: -170, east: -150, south: 10, north: 18 })).toBe(0)
  })

  it('shows Chukotka whole on both sides of the antimeridian, in any turn of the globe', () => {
    const here = landArea({ west: 170, east: 190, south: 62, north: 72 })
    expect(here).toBeGreaterThan(50)
    expect(landArea({ west: -190, east: -170, south: 62, north: 72 })).toBeCloseTo(here, 6)
    expect(landArea({ west: 530, east: 550, south: 62, north: 72 })).toBeCloseTo(here, 6)
  })

  it('fills Antarctica down to the edge of the map', () => {
    // The Ross ice shelf, from about -160 to -140, reaches further south than the map does.
    expect(landArea({ west: -120, east: 180, south: -85.05, north: -85 })).toBeCloseTo(15, 6)
    expect(landArea({ west: 240, east: 540, south: -85.05, north: -85 })).toBeCloseTo(15, 6)
  })

  it('keeps nothing outside the bounds', () => {
    const bounds = { west: -10, east: 30, south: 35, north: 60 }
    for (const { positions } of clipBasemap(polygons, bounds)) {
      for (let i = 0; i < positions.length; i += 2) {
        expect(positions[i]).toBeGreaterThanOrEqual(-10)
        expect(positions[i]).toBeLessThanOrEqual(30)
        expect(positions[i + 1]).toBeGreaterThanOrEqual(35)
        expect(positions[i + 1]).toBeLessThanOrEqual(60)
      }
    }
  })

  it('uses four tones at most and more than one', () => {
    const tones = new Set(polygons.map(({ tone }) => tone))
    expect(tones.size).toBeGreaterThan(1)
    expect(Math.max(...tones)).toBeLessThan(4)
  })
})
