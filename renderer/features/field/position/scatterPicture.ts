/** The scatter of a receiver's fixes as a picture: metres east and north of their mean, with rings of round radii. */
import type { GnssReception } from '#core/provisioning/nmea/averagedPosition'
import { countText } from '#core/words/countText'

type Offset = GnssReception['scatter'][number]

const RINGS_M = [1, 2, 5, 10, 20, 50, 100] as const
/** Few fixes far out must not make a dot of all the others. */
const SHOWN_PART = 0.95
/** Beyond the outermost ring, so that it does not touch the edge. */
const MARGIN = 1.12
const MOST_RINGS = 4

export interface ScatterPicture {
  /** Metres from the middle to the edge. */
  extentM: number
  /** Radii, the outermost last. */
  ringsM: number[]
  /** In the picture, the newest last. */
  points: Offset[]
  /** Beyond the edge. */
  outside: number
  /** Root of the mean square distance from the middle, of all fixes; 0 without any. */
  rmsM: number
  /** The same for those who cannot see it. */
  words: string
}

/** @param agreedRmsM of the fixes that agree, where the receiver's driver says it; else that of all */
export function scatterPicture(scatter: readonly Offset[], agreedRmsM: number | null): ScatterPicture {
  const distances = scatter.map(({ eastM, northM }) => Math.hypot(eastM, northM)).sort((a, b) => a - b)
  const rmsM =
    agreedRmsM ?? Math.sqrt(distances.reduce((sum, distance) => sum + distance ** 2, 0) / Math.max(1, distances.length))
  const reachM = Math.max(rmsM, distances[Math.ceil(distances.length * SHOWN_PART) - 1] ?? 0)
  const outermost = RINGS_M.findIndex((ring) => ring >= reachM)
  const last = Math.max(2, outermost === -1 ? RINGS_M.length - 1 : outermost)
  const ringsM = RINGS_M.slice(Math.max(0, last + 1 - MOST_RINGS), last + 1)
  const extentM = (ringsM.at(-1) ?? 0) * MARGIN
  const points = scatter.filter(({ eastM, northM }) => Math.hypot(eastM, northM) <= extentM)
  return {
    extentM,
    ringsM,
    points,
    rmsM,
    outside: scatter.length - points.length,
    words: scatterWords(distances, rmsM),
  }
}

function scatterWords(distances: readonly number[], rmsM: number): string {
  const farthest = distances.at(-1)
  if (farthest === undefined) return 'No fix yet'
  const fixes = countText(distances.length, 'fix', 'fixes')
  return `${fixes} around their mean: scatter ${rmsM.toFixed(1)} m, the farthest ${farthest.toFixed(1)} m away`
}
