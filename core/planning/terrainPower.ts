/** Received power over imported terrain as planning asks for it: one path at a time, from an antenna to a cell's centre. */
import { createReceivedDbm } from '../coverage/linkBudget'
import { terrainLink } from '../coverage/terrain/terrainLink'
import type { TerrainMosaic } from '../coverage/terrain/terrainMosaic'
import { terrainProfile } from '../coverage/terrain/terrainProfile'
import { bearingDeg, greatCircleM } from '../geo/sphere'
import type { PowerOverTerrain } from './planRequest'

/** The finest terrain that is commonly had, 1 arc second, is about this far apart; steps of three samples are near enough. */
const STEP_M = 90
/** Nearer than that no terrain lies between the antennas, and the model over terrain has nothing to work with. */
const LEAST_PATH_M = 2 * STEP_M

/** NaN where terrain is missing on the path. */
export function terrainPower(mosaic: TerrainMosaic): PowerOverTerrain {
  return (profile, from, to) => {
    const distanceM = greatCircleM(from, to)
    if (distanceM < LEAST_PATH_M) return createReceivedDbm({ ...profile, model: 'free-space' })(distanceM, bearingDeg(from, to))
    const path = terrainProfile(mosaic, from, to, STEP_M)
    if (path.gaps.length > 0) return Number.NaN
    return terrainLink(path, profile, { fromM: profile.antennaHeightM, toM: profile.receiverHeightM }).receivedDbm ?? Number.NaN
  }
}
