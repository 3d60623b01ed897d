/** Answers questions about imported terrain, one after the other, keeping what it has read (see data/terrainWork). */
import { terrainImage } from '#core/coverage/terrain/terrainImage'
import type { TerrainMosaic } from '#core/coverage/terrain/terrainMosaic'
import { terrainProfile } from '#core/coverage/terrain/terrainProfile'
import { tileStep } from '#core/coverage/terrain/terrainTile'
import { wrapLng } from '#core/geo/longitude'
import { type LatLng, METRES_PER_DEGREE } from '#core/geo/sphere'
import { Problem } from '#core/model/problem'
import { loadTerrain } from '../data/layers/terrainLoad'
import { createTurns } from '../platform/inTurn'
import { serveWorker } from '../platform/serveWorker'
import { type TerrainPath, terrainContract } from './terrainContract'

/** Finer than this nothing is seen on a screen, and the propagation model gains nothing either. */
const MOST_STEPS = 4000

/** The rectangle around a great circle; generous in latitude, for it bulges towards the pole. */
function boundsOf(from: LatLng, to: LatLng) {
  const turn = wrapLng(to.lng - from.lng)
  const west = turn < 0 ? from.lng + turn : from.lng
  const bulge = (Math.abs(turn) / 180) ** 2 * 45 + 0.02
  return {
    west,
    east: west + Math.abs(turn),
    south: Math.max(-90, Math.min(from.lat, to.lat) - bulge),
    north: Math.min(90, Math.max(from.lat, to.lat) + bulge),
  }
}

function finestStepM(mosaic: TerrainMosaic): number {
  const [finest] = mosaic.tiles
  return finest ? tileStep(finest).lat * METRES_PER_DEGREE : 90
}

async function profileOf(from: LatLng, to: LatLng): Promise<TerrainPath> {
  const { mosaic, layers, missing } = await loadTerrain(boundsOf(from, to))
  const coarse = terrainProfile(mosaic, from, to, Number.POSITIVE_INFINITY)
  const stepM = Math.max(finestStepM(mosaic), coarse.distanceM / MOST_STEPS)
  return {
    profile: terrainProfile(mosaic, from, to, stepM),
    layers: layers.map(({ name }) => name),
    missing: missing.map(({ fileName, name }) => fileName ?? name),
  }
}

const inTurn = createTurns(() => new Problem('terrain.cancelled', 'Cancelled: nothing was read.'))

serveWorker(terrainContract, {
  profile: ({ from, to }, { signal, transfer }) =>
    inTurn(signal, async () => {
      const path = await profileOf(from, to)
      const { elevationsM, latDeg, lngDeg } = path.profile
      transfer([elevationsM.buffer, latDeg.buffer, lngDeg.buffer])
      return path
    }),
  image: ({ bounds, widthPx, scheme }, { signal, transfer }) =>
    inTurn(signal, async () => {
      const { mosaic } = await loadTerrain(bounds)
      const image = terrainImage(mosaic, bounds, widthPx, scheme)
      transfer([image.pixels.buffer])
      return image
    }),
})
