/** A radio profile that predicts what was measured: the log-distance law of a fit in place of its model. */
import { Problem } from '../../model/problem'
import type { RadioProfile } from '../../model/radioProfile'
import { fixedGainDbm } from '../linkBudget'
import { freeSpaceLossDb } from '../models/freeSpace'
import type { PropagationFit } from './fitPropagation'

type FittedLaw = Pick<
  PropagationFit,
  'exponent' | 'offsetDbm' | 'referenceDistanceM' | 'sigmaDb' | 'hotspotSpreadDb' | 'biased' | 'received' | 'misses'
>

/**
 * Powers and gains stay as they are; the loss at the reference distance takes up what they are off by. The caller gives it
 * a new id and the day of the measurements.
 * @throws Problem `calibration.implausible` when power does not fall with distance.
 */
export function calibratedProfile(profile: RadioProfile, fit: FittedLaw): RadioProfile {
  const { exponent, referenceDistanceM } = fit
  if (!(exponent > 0)) {
    throw new Problem(
      'calibration.implausible',
      `The fitted exponent is ${exponent.toFixed(2)}: power would grow with distance. Check positions and which hotspot heard what.`,
    )
  }
  return {
    ...profile,
    name: `${profile.name}, calibrated`,
    model: 'log-distance',
    environment: null,
    // The profile stands for all hotspots and knows none of them, so what they differ by is part of its spread.
    shadowingSigmaDb: Math.hypot(fit.sigmaDb, fit.hotspotSpreadDb),
    logDistance: { exponent, referenceDistanceM, referenceLossDb: referenceLossDb(profile, fit) },
    source: `Fitted to ${fit.received} received and ${fit.misses} missed packets${fit.biased ? ' (biased: misses are not known)' : ''}`,
  }
}

/** A sentence when the fit is stronger than free space allows with the profile's powers, else null. */
export function implausibleGain(profile: RadioProfile, fit: FittedLaw): string | null {
  const excessDb = freeSpaceLossDb(profile.frequencyMhz, fit.referenceDistanceM) - referenceLossDb(profile, fit)
  if (excessDb <= 0) return null
  return `The measurements are ${excessDb.toFixed(1)} dB stronger at 1 km than free space allows with this profile's power and gains: raise those first.`
}

function referenceLossDb(profile: RadioProfile, { offsetDbm }: FittedLaw): number {
  return fixedGainDbm(profile) - offsetDbm
}
