import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type BasemapPiece, basemapPolygons, clipBasemap } from './basemapGeometry'
import { type LandPolygons, landPolygons } from './landPolygons'
import { worldY } from './mapView'

const file = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json')
const world = basemapPolygons(JSON.parse(readFileSync(file, 'utf8')))

/** Of rings on the map's plane, holes taken off. */
function areaOfPieces(pieces: BasemapPiece[]): number {
  return pieces.reduce((sum, { positions, holeIndices }) => {
    const ends = [...holeIndices, positions.length]
    const rings = ends.map((end, i) => Math.abs(ringArea(positions.subarray(i === 0 ? 0 : ends[i - 1], end))))
    return sum + 2 * (rings[0] ?? 0) - rings.reduce((a, b) => a + b, 0)
  }, 0)
}

function ringArea(ring: Float64Array): number {
  let twice = 0
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    twice += (ring[i] ?? 0) * worldY(ring[j + 1] ?? 0) - (ring[j] ?? 0) * worldY(ring[i + 1] ?? 0)
  }
  return twice / 2
}

function areaOfTriangles({ polygons: { indices, positions } }: LandPolygons): number {
  let area = 0
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [0, 1, 2].flatMap((corner) => {
      const vertex = indices[i + corner] ?? 0
      return [positions[2 * vertex] ?? 0, positions[2 * vertex + 1] ?? 0]
    })
    area += Math.abs(ringArea(Float64Array.from(corners)))
  }
  return area
}

describe('land ready to draw', () => {
  it('covers what its pieces cover, once', () => {
    for (const bounds of [
      { west: -180, east: 180, south: -60, north: 84 },
      { west: 5, east: 35, south: -35, north: 20 },
    ]) {
      const pieces = clipBasemap(world, bounds)
      const expected = areaOfPieces(pieces)
      expect(Math.abs(areaOfTriangles(landPolygons(pieces)) / expected - 1)).toBeLessThan(0.001)
    }
  })

  it('leaves holes open', () => {
    const square = (west: number, east: number) => [west, west, east, west, east, east, west, east]
    const piece: BasemapPiece = { positions: Float64Array.from([...square(0, 9), ...square(3, 6)]), holeIndices: [8], tone: 2 }
    const land = landPolygons([piece, { ...piece, holeIndices: [], positions: Float64Array.from(square(20, 21)), tone: 1 }])
    expect(Array.from(land.tones)).toEqual([2, 1])
    expect(Array.from(land.polygons.startIndices)).toEqual([0, 8, 12])
    expect(areaOfTriangles(land)).toBeCloseTo(areaOfPieces([piece]) + Math.abs(ringArea(Float64Array.from(square(20, 21)))), 9)
  })

  it('is empty at sea', () => {
    expect(landPolygons([]).polygons.length).toBe(0)
  })
})
