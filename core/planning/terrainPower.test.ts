import { expect, test } from 'vitest'
import { standardProfiles } from '../coverage/profiles/standardProfiles'
import { terrainMosaic } from '../coverage/terrain/terrainMosaic'
import type { TerrainTile } from '../coverage/terrain/terrainTile'
import type { RadioProfile } from '../model/radioProfile'
import { terrainPower } from './terrainPower'

const [lorawan] = standardProfiles as [RadioProfile]
const profile: RadioProfile = { ...lorawan, model: 'itm-terrain', maxDistanceM: 20_000 }

/** One degree of flat ground around 47.5 N 8.5 E, 3 arc seconds apart, with a ridge from north to south where asked for. */
function ground(ridgeM: number): TerrainTile {
  const size = 1_201
  const elevationsM = new Int16Array(size * size).fill(400)
  for (let row = 0; row < size; row++)
    for (let column = 598; column <= 602; column++) elevationsM[row * size + column] = 400 + ridgeM
  return { west: 8, south: 47, east: 9, north: 48, columns: size, rows: size, elevationsM }
}

const mast = { lat: 47.5, lng: 8.46 }
const behind = { lat: 47.5, lng: 8.54 }

test('a ridge between the antennas takes power, and beside it nothing changes', () => {
  const [flat, ridged] = [terrainPower(terrainMosaic([ground(0)])), terrainPower(terrainMosaic([ground(150)]))]
  const before = flat(profile, mast, behind)
  expect(before).toBeLessThan(0)
  expect(ridged(profile, mast, behind)).toBeLessThan(before - 15)
  const beside = { lat: 47.5, lng: 8.41 }
  expect(ridged(profile, mast, beside)).toBeCloseTo(flat(profile, mast, beside), 6)
})

test('nothing is said where terrain is missing, and next to the mast free space holds', () => {
  const power = terrainPower(terrainMosaic([ground(0)]))
  expect(power(profile, mast, { lat: 47.5, lng: 7.9 })).toBeNaN()
  expect(power(profile, mast, mast)).toBeGreaterThan(power(profile, mast, behind))
})
