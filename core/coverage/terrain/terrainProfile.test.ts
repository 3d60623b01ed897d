import fc from 'fast-check'
import { greatCircleDistance } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { EARTH_RADIUS_M } from '../../geo/sphere'
import { lineOfSight } from './lineOfSight'
import { terrainMosaic } from './terrainMosaic'
import { terrainProfile } from './terrainProfile'
import type { TerrainTile } from './terrainTile'

function flatTile(south: number, west: number, heightM: number): TerrainTile {
  return {
    south,
    west,
    north: south + 1,
    east: west + 1,
    columns: 61,
    rows: 61,
    elevationsM: new Float32Array(61 * 61).fill(heightM),
  }
}

const level = (samples: number, heightM = 0): Float64Array => new Float64Array(samples).fill(heightM)
const heights = { fromM: 30, toM: 30 }

describe('terrainProfile', () => {
  const mosaic = terrainMosaic([flatTile(46, 8, 400), flatTile(46, 10, 600)])

  it('samples the great circle evenly, ends included', () => {
    const place = fc.record({
      lat: fc.double({ min: 46, max: 47, noNaN: true }),
      lng: fc.double({ min: 8, max: 9, noNaN: true }),
    })
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(greatCircleDistance([a.lat, a.lng], [b.lat, b.lng], 'm') > 10)
        const { latDeg, lngDeg, resolutionM, elevationsM, distanceM } = terrainProfile(mosaic, a, b, 500)
        const last = elevationsM.length - 1
        expect(last * resolutionM).toBeCloseTo(distanceM, 3)
        expect([latDeg[0], lngDeg[0], latDeg[last], lngDeg[last]]).toEqual([a.lat, a.lng, b.lat, b.lng])
        const middle = Math.trunc(last / 2)
        const away = greatCircleDistance([a.lat, a.lng], [latDeg[middle] ?? 0, lngDeg[middle] ?? 0], 'm')
        expect(away).toBeCloseTo(middle * resolutionM, 2)
        expect(elevationsM.every((elevation) => elevation === 400)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('counts a gap', () => {
    const a = { lat: 46.5, lng: 8.5 }
    const b = { lat: 46.5, lng: 10.5 }
    const { gaps, elevationsM } = terrainProfile(mosaic, a, b, 200)
    expect(gaps).toHaveLength(1)
    expect(gaps[0]?.fromM).toBeCloseTo(38_900, -3)
    expect(gaps[0]?.toM).toBeCloseTo(114_300, -3)
    expect(elevationsM.filter(Number.isNaN).length).toBeGreaterThan(100)
  })

  it('refuses two ends at one place', () => {
    const a = { lat: 46.5, lng: 8.5 }
    expect(() => terrainProfile(mosaic, a, a, 30)).toThrow(expect.objectContaining({ code: 'terrain.same-place' }))
  })
})

describe('lineOfSight', () => {
  it('is clear over level ground and blocked by the bulge of the earth far away', () => {
    const near = lineOfSight({ elevationsM: level(101), resolutionM: 50 }, heights, 5800)
    expect(near.verdict).toBe('clear')
    const far = lineOfSight({ elevationsM: level(101), resolutionM: 1000 }, heights, 5800)
    expect(far.verdict).toBe('blocked')
    // 50 km × 50 km over twice 4/3 of the earth's radius.
    expect(far.raisedGroundM[50]).toBeCloseTo((50e3 * 50e3) / (2 * (4 / 3) * EARTH_RADIUS_M), 6)
    expect(far.worst?.index).toBe(50)
  })

  it('has the first Fresnel radius of the textbook: 17.3 √(d1 d2 / f d)', () => {
    const { fresnelRadiusM } = lineOfSight({ elevationsM: level(3), resolutionM: 5000 }, heights, 2400)
    expect(fresnelRadiusM[1]).toBeCloseTo(17.314 * Math.sqrt((5 * 5) / (2.4 * 10)), 2)
    expect([fresnelRadiusM[0], fresnelRadiusM[2]]).toEqual([0, 0])
  })

  it('tells a hill in the zone from a hill in the way', () => {
    const hill = (heightM: number) => {
      const elevationsM = level(101)
      elevationsM[50] = heightM
      return lineOfSight({ elevationsM, resolutionM: 50 }, heights, 868, 1e9)
    }
    // Radius in the middle of 5 km at 868 MHz: 20.8 m, 0.6 of it 12.5 m below a line at 30 m.
    expect([17, 18, 29, 31].map((heightM) => hill(heightM).verdict)).toEqual([
      'clear',
      'fresnel-obstructed',
      'fresnel-obstructed',
      'blocked',
    ])
    expect(hill(31).sentence).toContain('2.5 km from the first end, the ground rises 1.0 m above the line')
  })

  it('is the same from either end', () => {
    const elevation = fc.double({ min: 0, max: 60, noNaN: true })
    const height = fc.double({ min: 1, max: 50, noNaN: true })
    fc.assert(
      fc.property(fc.array(elevation, { minLength: 3, maxLength: 40 }), height, height, (elevationsM, fromM, toM) => {
        const there = lineOfSight({ elevationsM: Float64Array.from(elevationsM), resolutionM: 100 }, { fromM, toM }, 868)
        const back = lineOfSight(
          { elevationsM: Float64Array.from(elevationsM).reverse(), resolutionM: 100 },
          { fromM: toM, toM: fromM },
          868,
        )
        expect(back.verdict).toBe(there.verdict)
        expect(back.worst?.clearanceM).toBeCloseTo(there.worst?.clearanceM ?? Number.NaN, 6)
        back.clearanceM.reverse().forEach((clearance, index) => {
          expect(clearance).toBeCloseTo(there.clearanceM[index] ?? Number.NaN, 6)
        })
      }),
    )
  })

  it('says that it is not certain where terrain is missing, and refuses an end without any', () => {
    const elevationsM = level(11)
    elevationsM[4] = Number.NaN
    expect(lineOfSight({ elevationsM, resolutionM: 50 }, heights, 868).sentence).toContain('1 sample of the path has no terrain')
    elevationsM[0] = Number.NaN
    expect(() => lineOfSight({ elevationsM, resolutionM: 50 }, heights, 868)).toThrow(expect.objectContaining({ field: 'from' }))
  })
})
