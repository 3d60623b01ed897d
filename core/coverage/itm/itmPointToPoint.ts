/**
 * The ITS Irregular Terrain Model (Longley–Rice), v1.3/1.4, point to point: basic transmission loss over a known terrain
 * profile. After G. A. Hufford, "The ITS Irregular Terrain Model, version 1.2.2: the algorithm", NTIA.
 */
import { Problem } from '../../model/problem'
import { earthAndGround } from './earthAndGround'
import { checkItmInput, type ItmCommonInput, requireItm } from './itmInput'
import { itmLoss } from './itmLoss'
import { itmPath } from './itmPath'
import type { ItmResult } from './itmResult'
import { profileGeometry } from './pathGeometry'
import { type ElevationProfile, sampleAt } from './terrainIrregularity'

export interface ItmPointToPointInput extends ItmCommonInput {
  /** Elevations above sea level, evenly spaced from the transmitter to the receiver. */
  profile: ElevationProfile
}

function checkProfile({ resolutionM, elevationsM }: ElevationProfile): void {
  requireItm(Number.isFinite(resolutionM) && resolutionM > 0, 'profile.resolutionM', resolutionM, 'give a number above 0')
  requireItm(elevationsM.length >= 2, 'profile.elevationsM', `${elevationsM.length} long`, 'give at least both ends')
  for (let index = 0; index < elevationsM.length; index++) {
    if (Number.isFinite(elevationsM[index])) continue
    const sentence = `Elevation ${index} of the profile is missing: fill the gap or choose another path.`
    throw new Problem('itm.bad-input', sentence, { field: `profile.elevationsM.${index}` })
  }
}

/** Mean elevation of the path without its first and last tenth, metres. */
function pathElevationM(elevationsM: ArrayLike<number>): number {
  const last = elevationsM.length - 1
  const tenth = Math.trunc(0.1 * last)
  let sum = 0
  for (let index = tenth; index <= last - tenth; index++) sum += sampleAt(elevationsM, index)
  return sum / (last - 2 * tenth + 1)
}

/** @throws Problem `itm.bad-input` naming the field; `itm.refractivity` for air the model has no answer for. */
export function itmPointToPoint(input: ItmPointToPointInput): ItmResult {
  const warnings: string[] = []
  const quantiles = checkItmInput(input, warnings)
  checkProfile(input.profile)
  const earth = earthAndGround(input, pathElevationM(input.profile.elevationsM))
  const heights = { tx: input.transmitterHeightM, rx: input.receiverHeightM }
  const geometry = profileGeometry(input.profile, heights, earth.effectiveRadiusM)
  return itmLoss(itmPath(geometry, earth, input.frequencyMhz, true), { ...input, ...quantiles }, warnings)
}
