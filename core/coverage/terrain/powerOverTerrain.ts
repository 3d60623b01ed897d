/** Received power from a site to any place by the Irregular Terrain Model over imported terrain, for coverage and plans. */
import type { RadioProfile } from '../../model/radioProfile'
import { fixedGainDbm } from '../linkBudget'
import { freeSpaceLossDb } from '../models/freeSpace'
import { terrainLink } from './terrainLink'
import type { TerrainMosaic } from './terrainMosaic'
import { type LatLng, terrainProfile } from './terrainProfile'

/** Samples of the ground closer together than this cost time and change nothing that the model can tell. */
const STEP_M = 60
/** Two places nearer than this are one. */
const SAME_PLACE_DEG = 1e-5

/** dBm; -Infinity where the ground on the way is not known. */
export type PowerOverTerrain = (profile: RadioProfile, from: LatLng, to: LatLng) => number

/** @param onUnknown called for every path whose ground is not known, so that a picture can say what it leaves out. */
export function createPowerOverTerrain(mosaic: TerrainMosaic, onUnknown: () => void): PowerOverTerrain {
  return (profile, from, to) => {
    const isSamePlace = Math.abs(from.lat - to.lat) < SAME_PLACE_DEG && Math.abs(from.lng - to.lng) < SAME_PLACE_DEG
    if (isSamePlace) return fixedGainDbm(profile) - freeSpaceLossDb(profile.frequencyMhz, 1)
    const path = terrainProfile(mosaic, from, to, STEP_M)
    if (path.gaps.length > 0) {
      onUnknown()
      return Number.NEGATIVE_INFINITY
    }
    const heights = { fromM: profile.antennaHeightM, toM: profile.receiverHeightM }
    return terrainLink(path, profile, heights).receivedDbm ?? Number.NEGATIVE_INFINITY
  }
}
