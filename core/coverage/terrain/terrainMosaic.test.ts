import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elevationM, terrainElevation, terrainMosaic } from './terrainMosaic'
import { type TerrainTile, VOID_ELEVATION } from './terrainTile'

/** A tile whose elevation is a function of place. */
function tileOf(
  bounds: { west: number; south: number; east: number; north: number },
  samples: number,
  elevation: (lat: number, lng: number) => number,
): TerrainTile {
  const { west, south, east, north } = bounds
  const elevationsM = new Float32Array(samples * samples)
  for (let row = 0; row < samples; row++) {
    for (let column = 0; column < samples; column++) {
      const lat = north - ((north - south) * row) / (samples - 1)
      const lng = west + ((east - west) * column) / (samples - 1)
      elevationsM[row * samples + column] = elevation(lat, lng)
    }
  }
  return { west, south, east, north, columns: samples, rows: samples, elevationsM }
}

const degree = (south: number, west: number) => ({ south, west, north: south + 1, east: west + 1 })
const plane = (lat: number, lng: number): number => 100 * (lat - 46) + 30 * (lng - 8)

describe('terrainElevation', () => {
  it('follows a plane exactly, across the edges of tiles', () => {
    const mosaic = terrainMosaic([
      tileOf(degree(46, 8), 11, plane),
      tileOf(degree(46, 9), 21, plane),
      tileOf(degree(47, 8), 11, plane),
      tileOf(degree(47, 9), 11, plane),
    ])
    fc.assert(
      fc.property(fc.double({ min: 46, max: 48, noNaN: true }), fc.double({ min: 8, max: 10, noNaN: true }), (lat, lng) => {
        const found = terrainElevation(mosaic, lat, lng)
        expect(found?.elevationM).toBeCloseTo(plane(lat, lng), 3)
        expect(found?.filled).toBe(false)
        expect(elevationM(mosaic, lat, lng)).toBe(found?.elevationM)
      }),
    )
  })

  it('joins tiles whose samples lie half a step inside their areas', () => {
    const areas = [8, 9].map((west) => tileOf({ west: west + 0.05, east: west + 0.95, south: 46.05, north: 46.95 }, 10, plane))
    const mosaic = terrainMosaic(areas)
    expect(terrainElevation(mosaic, 46.5, 9)?.elevationM).toBeCloseTo(plane(46.5, 9), 3)
    // Beyond the last sample but within its area the rim speaks for itself; beyond that nothing does.
    expect(terrainElevation(mosaic, 46.5, 9.98)?.elevationM).toBeCloseTo(plane(46.5, 9.95), 3)
    expect(terrainElevation(mosaic, 46.5, 10.02)).toBeNull()
  })

  it('crosses the antimeridian', () => {
    const around = (_: number, lng: number): number => 100 + ((lng + 360) % 360) - 180
    const mosaic = terrainMosaic([tileOf(degree(-18, 179), 11, around), tileOf(degree(-18, -180), 11, around)])
    for (const [lng, height] of [
      [179.95, 99.95],
      [180, 100],
      [-180, 100],
      [-179.95, 100.05],
    ] as const) {
      expect(terrainElevation(mosaic, -17.5, lng)?.elevationM).toBeCloseTo(height, 3)
    }
    expect(terrainElevation(mosaic, -17.5, 178.5)).toBeNull()
    expect(elevationM(mosaic, -17.5, 178.5)).toBeNaN()
  })

  it('prefers the finer of two tiles', () => {
    const mosaic = terrainMosaic([tileOf(degree(46, 8), 5, () => 1), tileOf(degree(46, 8), 50, () => 2)])
    expect(terrainElevation(mosaic, 46.3, 8.3)?.elevationM).toBe(2)
  })

  it('fills a small void and says so, and leaves a wide one open', () => {
    const tile = tileOf(degree(46, 8), 41, () => 500)
    const small = { ...tile, elevationsM: tile.elevationsM.slice() }
    for (const row of [20, 21]) for (const column of [20, 21]) small.elevationsM[row * 41 + column] = Number.NaN
    expect(terrainElevation(terrainMosaic([small]), 46.49, 8.51)).toEqual({ elevationM: 500, filled: true })
    const wide = { ...tile, elevationsM: Int16Array.from(tile.elevationsM) }
    for (let row = 10; row < 30; row++)
      for (let column = 10; column < 30; column++) wide.elevationsM[row * 41 + column] = VOID_ELEVATION
    expect(terrainElevation(terrainMosaic([wide]), 46.5, 8.5)).toBeNull()
    const coarse = tileOf(degree(46, 8), 5, () => 480)
    expect(terrainElevation(terrainMosaic([wide, coarse]), 46.5, 8.5)).toEqual({ elevationM: 480, filled: false })
  })
})
