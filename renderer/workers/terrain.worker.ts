/** Answers questions about imported terrain, one after the other, keeping what it has read (see data/terrainWork). */
import { terrainImage } from '#core/coverage/terrain/terrainImage'
import type { TerrainMosaic } from '#core/coverage/terrain/terrainMosaic'
import { terrainProfile } from '#core/coverage/terrain/terrainProfile'
import { tileStep } from '#core/coverage/terrain/terrainTile'
import { wrapLng } from '#core/geo/longitude'
import { type LatLng, METRES_PER_DEGREE } from '#core/geo/sphere'
import { Problem } from '#core/model/problem'
import { loadTerrain } from '../data/terrainLoad'
import type { TerrainPath, TerrainReply, TerrainRequest } from '../data/terrainWork'

/** Finer than this nothing is seen on a screen, and the propagation model gains nothing either. */
const MOST_STEPS = 4000

function reply(message: TerrainReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer })
}

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

async function answer(request: TerrainRequest): Promise<void> {
  const { id, kind, question } = request
  if (kind === 'profile') {
    const path = await profileOf(question.from, question.to)
    const { elevationsM, latDeg, lngDeg } = path.profile
    return reply({ id, answer: path }, [elevationsM.buffer, latDeg.buffer, lngDeg.buffer])
  }
  const { mosaic } = await loadTerrain(question.bounds)
  const image = terrainImage(mosaic, question.bounds, question.widthPx, question.scheme)
  reply({ id, answer: image }, [image.pixels.buffer])
}

let queue = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<TerrainRequest>) => {
  queue = queue
    .then(() => answer(data))
    .catch((thrown: unknown) => {
      const problem = Problem.from(thrown, 'terrain.failed', 'The terrain could not be read and nothing was changed: try again.')
      reply({ id: data.id, problem: problem.toData() })
    })
}
