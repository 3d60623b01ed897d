/**
 * The log-distance law: loss grows by 10 n dB for every tenfold of distance. n is 2 in free space and 3 to 4 between
 * houses; here it usually comes from a calibration with the cooperative's own measurements.
 */
import type { ModelValidity } from './modelValidity'

export interface LogDistance {
  exponent: number
  referenceDistanceM: number
  /** Loss at the reference distance. */
  referenceLossDb: number
}

export const logDistanceValidity: ModelValidity = {
  frequencyMhz: null,
  distanceM: null,
  transmitterHeightM: null,
  receiverHeightM: null,
  source: 'Holds for the frequency, heights and distances it was fitted on',
}

export function logDistanceLossDb({ exponent, referenceDistanceM, referenceLossDb }: LogDistance, distanceM: number): number {
  return referenceLossDb + 10 * exponent * Math.log10(distanceM / referenceDistanceM)
}
