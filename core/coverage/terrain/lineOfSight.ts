/**
 * Sight along a terrain profile: the straight line between two antennas over an earth whose radius is stretched by the k
 * factor, and how far the ground keeps out of the first Fresnel zone (ITU-R P.526-15, sections 2.1 and 4.1; P.530-18:
 * 0.6 of the first zone is the usual demand).
 */
import { EARTH_RADIUS_M } from '../../geo/sphere'
import { Problem } from '../../model/problem'
import { countText } from '../../words/countText'
import { lengthText } from '../../words/distanceText'
import { requireItm } from '../itm/itmInput'
import { sampleAt } from '../itm/terrainIrregularity'
import type { TerrainProfile } from './terrainProfile'

export type SightVerdict = 'clear' | 'fresnel-obstructed' | 'blocked'

export interface Obstruction {
  index: number
  distanceM: number
  /** Height of the line above the ground; negative below it. */
  clearanceM: number
  /** Clearance in first Fresnel radii. */
  fresnelShare: number
}

export interface LineOfSight {
  /** Per sample: the ground raised by the earth's bulge, and the straight line above it, metres above sea level. */
  raisedGroundM: Float64Array
  lineM: Float64Array
  /** First Fresnel radius, 0 at both ends, metres. */
  fresnelRadiusM: Float64Array
  /** Line above raised ground, metres; NaN within gaps. */
  clearanceM: Float64Array
  /** The sample with the least clearance in Fresnel radii; null when nothing lies between the ends. */
  worst: Obstruction | null
  verdict: SightVerdict
  sentence: string
}

const LIGHT_M_PER_S = 299_792_458
/** Of the first Fresnel radius: with this much clearance diffraction costs nothing. */
export const FREE_FRESNEL_SHARE = 0.6

/** Usual refraction: the earth looks a third larger. */
export const USUAL_K_FACTOR = 4 / 3

function sentenceOf(verdict: SightVerdict, worst: Obstruction | null, unknown: number): string {
  const samples = countText(unknown, 'sample of the path has', 'samples of the path have')
  const gaps = unknown > 0 ? ` ${samples} no terrain, so this is not certain.` : ''
  if (worst === null) return `Nothing is known between the ends.${gaps}`
  const where = `${lengthText(worst.distanceM)} from the first end`
  const share = `${Math.round(worst.fresnelShare * 100)} % of the first Fresnel radius`
  if (verdict === 'blocked') {
    const rise = `${(-worst.clearanceM).toFixed(1)} m above the line (${(-worst.fresnelShare).toFixed(1)} first Fresnel radii)`
    return `Blocked: at its worst, ${where}, the ground rises ${rise}.${gaps}`
  }
  const least = `${worst.clearanceM.toFixed(1)} m (${share}) ${where}`
  if (verdict === 'clear')
    return `${unknown > 0 ? 'Where terrain is known, clear' : 'Clear'}: the least clearance is ${least}.${gaps}`
  return `In sight, but the Fresnel zone is obstructed: the clearance is only ${least}; 60 % is needed.${gaps}`
}

/**
 * @param heights antennas above ground at the first and the last sample, metres.
 * @throws Problem `itm.bad-input` naming the field; `terrain.gap` when an end has no terrain.
 */
export function lineOfSight(
  profile: Pick<TerrainProfile, 'elevationsM' | 'resolutionM'>,
  heights: { fromM: number; toM: number },
  frequencyMhz: number,
  kFactor: number = USUAL_K_FACTOR,
): LineOfSight {
  const { elevationsM, resolutionM } = profile
  const count = elevationsM.length
  const lengthM = (count - 1) * resolutionM
  requireItm(frequencyMhz > 0, 'frequencyMhz', frequencyMhz, 'give more than 0')
  requireItm(kFactor > 0, 'kFactor', kFactor, 'give more than 0, 1.33 being usual')
  const start = sampleAt(elevationsM, 0) + heights.fromM
  const end = sampleAt(elevationsM, count - 1) + heights.toM
  for (const [field, height, name] of [['from', start, 'first'] as const, ['to', end, 'second'] as const]) {
    if (Number.isFinite(height)) continue
    throw new Problem('terrain.gap', `The ${name} end has no terrain under it: import the tile that covers it.`, { field })
  }
  const raisedGroundM = new Float64Array(count)
  const lineM = new Float64Array(count)
  const fresnelRadiusM = new Float64Array(count)
  const clearanceM = new Float64Array(count)
  const wavelengthM = LIGHT_M_PER_S / (frequencyMhz * 1e6)
  let worst: Obstruction | null = null
  let unknown = 0
  for (let index = 0; index < count; index++) {
    const awayM = index * resolutionM
    const product = awayM * (lengthM - awayM)
    const ground = sampleAt(elevationsM, index) + product / (2 * kFactor * EARTH_RADIUS_M)
    const line = start + ((end - start) * index) / (count - 1)
    const radius = Math.sqrt(Math.max((wavelengthM * product) / lengthM, 0))
    raisedGroundM[index] = ground
    lineM[index] = line
    fresnelRadiusM[index] = radius
    clearanceM[index] = line - ground
    if (Number.isNaN(ground)) unknown++
    else if (index > 0 && index < count - 1) {
      const fresnelShare = (line - ground) / radius
      if (worst === null || fresnelShare < worst.fresnelShare) {
        worst = { index, distanceM: awayM, clearanceM: line - ground, fresnelShare }
      }
    }
  }
  const share = worst?.fresnelShare ?? Number.POSITIVE_INFINITY
  const verdict: SightVerdict = share < 0 ? 'blocked' : share < FREE_FRESNEL_SHARE ? 'fresnel-obstructed' : 'clear'
  return { raisedGroundM, lineM, fresnelRadiusM, clearanceM, worst, verdict, sentence: sentenceOf(verdict, worst, unknown) }
}
