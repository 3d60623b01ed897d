import { describe, expect, it } from 'vitest'
import { fixedGainDbm, thresholdDbm } from '../linkBudget'
import { standardProfiles } from '../profiles/standardProfiles'
import { terrainImage } from './terrainImage'
import { terrainLink } from './terrainLink'
import { terrainMosaic } from './terrainMosaic'
import { terrainProfile } from './terrainProfile'
import type { TerrainTile } from './terrainTile'

/** A degree of plain at 400 m with a ridge along 8.5° east. */
function ridge(heightM: number): TerrainTile {
  const side = 241
  const elevationsM = Float32Array.from({ length: side * side }, (_, at) => (at % side === 120 ? 400 + heightM : 400))
  return { west: 8, south: 46, east: 9, north: 47, columns: side, rows: side, elevationsM }
}

const [radio] = standardProfiles
const west = { lat: 46.5, lng: 8.4 }
const east = { lat: 46.5, lng: 8.6 }
const heights = { fromM: 20, toM: 20 }

function linkOver(heightM: number, a = west, b = east) {
  if (radio === undefined) throw new Error('there are no standard profiles')
  return terrainLink(terrainProfile(terrainMosaic([ridge(heightM)]), a, b, 60), radio, heights)
}

describe('terrainLink', () => {
  it('loses more over a ridge than over a plain, and says what stands in the way', () => {
    const plain = linkOver(0)
    const blocked = linkOver(150)
    expect(blocked.sight.verdict).toBe('blocked')
    expect(plain.itm?.lossDb ?? Number.NaN).toBeLessThan((blocked.itm?.lossDb ?? Number.NaN) - 10)
  })

  it('adds up the budget', () => {
    if (radio === undefined) throw new Error('there are no standard profiles')
    const { receivedDbm, marginDb, itm, bearingDeg } = linkOver(0)
    expect(bearingDeg).toBeCloseTo(89.93, 1)
    expect(receivedDbm).toBeCloseTo(fixedGainDbm(radio) - (itm?.lossDb ?? Number.NaN), 9)
    expect(marginDb).toBeCloseTo((receivedDbm ?? Number.NaN) - thresholdDbm(radio), 9)
  })

  it('makes no prediction over ground that is not known', () => {
    const { itm, receivedDbm, marginDb, sight } = linkOver(0, west, { lat: 46.5, lng: 9.1 - 0.2 })
    expect([itm, receivedDbm, marginDb].every((value) => value !== null)).toBe(true)
    expect(sight.verdict).toBe('blocked')
    const tile = ridge(0)
    for (let row = 0; row < 241; row++)
      for (let column = 110; column < 130; column++) tile.elevationsM[row * 241 + column] = Number.NaN
    if (radio === undefined) throw new Error('there are no standard profiles')
    const unknown = terrainLink(terrainProfile(terrainMosaic([tile]), west, east, 60), radio, heights)
    expect([unknown.itm, unknown.receivedDbm, unknown.marginDb]).toEqual([null, null, null])
  })
})

describe('terrainImage', () => {
  const bounds = { west: 8.25, south: 46.25, east: 9.25, north: 46.75 }

  it('is clear where nothing is known and lies between its least and greatest height', () => {
    const image = terrainImage(terrainMosaic([ridge(150)]), bounds, 200, 'dark')
    expect(image.minElevationM).toBe(400)
    expect(image.maxElevationM).toBeGreaterThan(400)
    expect(image.maxElevationM).toBeLessThanOrEqual(550)
    const alphaAt = (share: number) =>
      image.pixels[(Math.floor(image.height / 2) * image.width + Math.floor(share * image.width)) * 4 + 3]
    expect([alphaAt(0.1), alphaAt(0.9)]).toEqual([255, 0])
    expect(image.height / image.width).toBeCloseTo(0.5 / Math.cos((46.5 * Math.PI) / 180), 1)
  })

  it('lights slopes that face the north-west and shades those that turn away', () => {
    const { pixels, width, height } = terrainImage(
      terrainMosaic([ridge(150)]),
      { ...bounds, west: 8.49, east: 8.51 },
      40,
      'light',
    )
    const row = Math.floor(height / 2) * width
    const brightness = (column: number) => (pixels[(row + column) * 4] ?? 0) + (pixels[(row + column) * 4 + 1] ?? 0)
    expect(brightness(12)).toBeGreaterThan(brightness(28))
  })
})
