import { expect, test } from 'vitest'
import type { RadioProfile } from '../../model/radioProfile'
import { createReceivedDbm } from '../linkBudget'
import { standardProfiles } from '../profiles/standardProfiles'
import { createPowerOverTerrain } from './powerOverTerrain'
import { terrainMosaic } from './terrainMosaic'
import type { TerrainTile } from './terrainTile'

const SIDE = 121
/** Level ground around 50° N 19° E with a wall of 300 m along 19.5° E. */
const tile: TerrainTile = {
  west: 19,
  east: 20,
  south: 50,
  north: 51,
  columns: SIDE,
  rows: SIDE,
  elevationsM: Int16Array.from({ length: SIDE * SIDE }, (_, i) => (Math.abs((i % SIDE) - 60) <= 1 ? 500 : 200)),
}
const base = standardProfiles[0] as RadioProfile
const profile: RadioProfile = { ...base, model: 'itm-terrain', environment: null }
const from = { lat: 50.5, lng: 19.4 }

test('what lies behind a wall gets far less than what lies as far in the open', () => {
  const power = createPowerOverTerrain(terrainMosaic([tile]), () => {})
  const open = power(profile, from, { lat: 50.5, lng: 19.25 })
  const behind = power(profile, from, { lat: 50.5, lng: 19.55 })
  expect(behind).toBeLessThan(open - 10)
  expect(open).toBeLessThan(createReceivedDbm({ ...profile, model: 'free-space' })(10_600, 270) + 1)
})

test('ground that is not known gives no power, and is counted', () => {
  let unknown = 0
  const power = createPowerOverTerrain(terrainMosaic([tile]), () => unknown++)
  expect(power(profile, from, { lat: 50.5, lng: 18.9 })).toBe(Number.NEGATIVE_INFINITY)
  expect(unknown).toBe(1)
  expect(power(profile, from, from)).toBeGreaterThan(-60)
})
