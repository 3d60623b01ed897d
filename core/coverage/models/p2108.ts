/**
 * Clutter loss of Recommendation ITU-R P.2108: what houses, trees and streets around a terminal add to the loss of the
 * path above them. Three models: a terminal below its surroundings (3.1), the distribution over many places on terrestrial
 * paths (3.2) and on paths to aircraft and satellites (3.3). Outside their ranges there is no value but one of the codes
 * that NTIA's implementation returns; inside, the code is 0.
 */
import { toDegrees } from '../../geo/angles'
import { normalExceededWith } from '../normalDistribution'

export interface ClutterLoss {
  /**
   * 0, or why there is no loss. Section 3.1: 32 frequency, 33 antenna height, 34 street width, 35 clutter height, 36 clutter
   * type; 3.2: 48 frequency, 49 distance, 50 percentage; 3.3: 64 frequency, 65 elevation, 66 percentage.
   */
  code: number
  /** 0 when the code is not. */
  lossDb: number
}

/** Clutter types of section 3.1, as they are numbered. */
const CLUTTER_TYPES = { water: 1, openRural: 2, suburban: 3, urban: 4, trees: 5, denseUrban: 6 } as const

export interface TerminalClutter {
  frequencyGhz: number
  antennaHeightM: number
  streetWidthM: number
  /** Representative height of the clutter: 10 m for water, open and suburban, 15 m urban and trees, 20 m dense urban. */
  clutterHeightM: number
  clutterType: number
}

/** Section 3.1: median loss of a terminal below the clutter around it. */
export function terminalClutterLoss(input: TerminalClutter): ClutterLoss {
  const { frequencyGhz, antennaHeightM, streetWidthM, clutterHeightM, clutterType } = input
  if (!(frequencyGhz >= 0.03 && frequencyGhz <= 3)) return refused(32)
  if (!(antennaHeightM > 0)) return refused(33)
  if (!(streetWidthM > 0)) return refused(34)
  if (!(clutterHeightM > 0)) return refused(35)
  if (antennaHeightM >= clutterHeightM) return { code: 0, lossDb: 0 }
  if (clutterType === CLUTTER_TYPES.water || clutterType === CLUTTER_TYPES.openRural) {
    const slope = 21.8 + 6.2 * Math.log10(frequencyGhz)
    return { code: 0, lossDb: -slope * Math.log10(antennaHeightM / clutterHeightM) }
  }
  if (!(Object.values(CLUTTER_TYPES) as number[]).includes(clutterType)) return refused(36)
  const belowM = clutterHeightM - antennaHeightM
  const angleDeg = toDegrees(Math.atan(belowM / streetWidthM))
  const nu = 0.342 * Math.sqrt(frequencyGhz) * Math.sqrt(belowM * angleDeg)
  return { code: 0, lossDb: knifeEdgeDb(nu) - 6.03 }
}

export interface TerrestrialClutter {
  frequencyGhz: number
  distanceKm: number
  /** Share of places where the loss is not exceeded. */
  locationPercent: number
}

/** Section 3.2: loss at one end of a terrestrial path; beyond 2 km it grows no more. */
export function terrestrialClutterLoss({ frequencyGhz, distanceKm, locationPercent }: TerrestrialClutter): ClutterLoss {
  if (!(frequencyGhz >= 0.5 && frequencyGhz <= 67)) return refused(48)
  if (!(distanceKm >= 0.25)) return refused(49)
  if (!(locationPercent > 0 && locationPercent < 100)) return refused(50)
  const lossAt = (km: number) => terrestrialQuantileDb(frequencyGhz, km, locationPercent / 100)
  return { code: 0, lossDb: Math.min(lossAt(2), lossAt(distanceKm)) }
}

export interface AeronauticalClutter {
  frequencyGhz: number
  elevationDeg: number
  locationPercent: number
}

/** Section 3.3: loss at the ground end of a path to an aircraft or satellite. */
export function aeronauticalClutterLoss({ frequencyGhz, elevationDeg, locationPercent }: AeronauticalClutter): ClutterLoss {
  if (!(frequencyGhz >= 10 && frequencyGhz <= 100)) return refused(64)
  if (!(elevationDeg >= 0 && elevationDeg <= 90)) return refused(65)
  if (!(locationPercent > 0 && locationPercent < 100)) return refused(66)
  const share = locationPercent / 100
  const upwards = elevationDeg / 90
  const strength = -93 * frequencyGhz ** 0.175 * Math.log(1 - share)
  const cotangent = 1 / Math.tan(0.05 * (1 - upwards) + (Math.PI * elevationDeg) / 180)
  const lossDb = (strength * cotangent) ** (0.5 * (1 - upwards)) - 1 - 0.6 * normalExceededWith(share)
  return { code: 0, lossDb }
}

function terrestrialQuantileDb(frequencyGhz: number, distanceKm: number, share: number): number {
  const logF = Math.log10(frequencyGhz)
  const longDb = -2 * Math.log10(10 ** (-5 * logF - 12.5) + 10 ** -16.5)
  const shortDb = 32.98 + 23.9 * Math.log10(distanceKm) + 3 * logF
  const longWeight = 10 ** (-0.2 * longDb)
  const shortWeight = 10 ** (-0.2 * shortDb)
  const both = longWeight + shortWeight
  const sigmaDb = Math.sqrt((4 ** 2 * longWeight + 6 ** 2 * shortWeight) / both)
  return -5 * Math.log10(both) - sigmaDb * normalExceededWith(share)
}

/** Diffraction over a knife edge, ITU-R P.526. */
function knifeEdgeDb(nu: number): number {
  return nu <= -0.78 ? 0 : 6.9 + 20 * Math.log10(Math.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1)
}

function refused(code: number): ClutterLoss {
  return { code, lossDb: 0 }
}
