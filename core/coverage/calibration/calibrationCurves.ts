/** Power over distance by a profile as it was and by the law fitted to measurements. */
import type { RadioProfile } from '../../model/radioProfile'
import { createReceivedDbm } from '../linkBudget'
import type { PropagationFit } from './fitPropagation'

export interface CalibrationCurves {
  /** Evenly spaced in their logarithm, over what was measured. */
  distanceM: Float64Array
  beforeDbm: Float64Array | null
  afterDbm: Float64Array
}

type Law = Pick<PropagationFit, 'exponent' | 'offsetDbm' | 'referenceDistanceM'>

const POINTS = 60
/** Positions are not known better than this. */
const LEAST_DISTANCE_M = 1

/** The fitted median at a ground distance, for the profile's own power and gains. */
export function lawDbm({ exponent, offsetDbm, referenceDistanceM }: Law, distanceM: number): number {
  return offsetDbm - 10 * exponent * Math.log10(Math.max(distanceM, LEAST_DISTANCE_M) / referenceDistanceM)
}

/** @param before the profile as it was, or null; over terrain there is no one curve. */
export function calibrationCurves(measuredM: Float64Array, before: RadioProfile | null, law: Law): CalibrationCurves {
  let [nearestM, farthestM] = [Number.POSITIVE_INFINITY, LEAST_DISTANCE_M]
  for (const apartM of measuredM) {
    nearestM = Math.min(nearestM, Math.max(apartM, LEAST_DISTANCE_M))
    farthestM = Math.max(farthestM, apartM)
  }
  const distanceM = Float64Array.from({ length: POINTS }, (_, i) => nearestM * (farthestM / nearestM) ** (i / (POINTS - 1)))
  const received = before && before.model !== 'itm-terrain' ? createReceivedDbm({ ...before, antenna: { kind: 'omni' } }) : null
  return {
    distanceM,
    beforeDbm: received && distanceM.map((apartM) => received(apartM, 0)),
    afterDbm: distanceM.map((apartM) => lawDbm(law, apartM)),
  }
}
