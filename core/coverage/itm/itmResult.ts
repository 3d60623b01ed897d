/** What the Irregular Terrain Model gives: the loss, how it came about and what to be careful about. */
import type { Ends } from './itmInput'

export type ItmPropagation = 'line-of-sight' | 'diffraction' | 'troposcatter'

/** The numbers under which NTIA's own tables list the ways of propagation. */
export const ITM_PROPAGATION_NUMBERS: Record<ItmPropagation, number> = {
  'line-of-sight': 1,
  diffraction: 2,
  troposcatter: 3,
}

export interface ItmResult {
  /** Basic transmission loss not exceeded at the quantiles asked for, dB. */
  lossDb: number
  freeSpaceDb: number
  /** Codes; `itmWarningText` has the sentences. */
  warnings: string[]
  intermediate: {
    /** Median attenuation relative to free space, before variability, dB. */
    referenceAttenuationDb: number
    distanceKm: number
    /** Radians above the horizontal. */
    horizonAngleRad: Ends
    horizonDistanceM: Ends
    effectiveHeightM: Ends
    /** Surface refractivity at the height of the path, N-units. */
    surfaceRefractivity: number
    terrainIrregularityM: number
    propagation: ItmPropagation
  }
}

const SENTENCES: Record<string, string> = {
  'itm.transmitter-height-near-limit': 'The transmitter height is beyond 1–1000 m, where the model is well tested.',
  'itm.transmitter-height-outside': 'The transmitter height is beyond 0.5–3000 m, where the model is valid.',
  'itm.receiver-height-near-limit': 'The receiver height is beyond 1–1000 m, where the model is well tested.',
  'itm.receiver-height-outside': 'The receiver height is beyond 0.5–3000 m, where the model is valid.',
  'itm.frequency-near-limit': 'The frequency is beyond 40–10 000 MHz, where the model is well tested.',
  'itm.frequency-outside': 'The frequency is beyond 20–20 000 MHz, where the model is valid.',
  'itm.transmitter-horizon-angle':
    'The transmitter looks up or down to its horizon by more than 200 mrad: too steep for the model.',
  'itm.receiver-horizon-angle': 'The receiver looks up or down to its horizon by more than 200 mrad: too steep for the model.',
  'itm.transmitter-horizon-near': 'The transmitter horizon is nearer than a tenth of a smooth earth’s.',
  'itm.receiver-horizon-near': 'The receiver horizon is nearer than a tenth of a smooth earth’s.',
  'itm.transmitter-horizon-far': 'The transmitter horizon is farther than three times a smooth earth’s.',
  'itm.receiver-horizon-far': 'The receiver horizon is farther than three times a smooth earth’s.',
  'itm.refractivity-small': 'The path lies so high that the refractivity is below 250 N-units: take the result with care.',
  'itm.path-steep': 'The path is short for its difference in height: the model may mislead.',
  'itm.path-short': 'The path is shorter than 1 km, where the model is not valid.',
  'itm.path-long': 'The path is longer than 1000 km, near the limit of the model.',
  'itm.path-too-long': 'The path is longer than 2000 km, where the model is not valid.',
  'itm.extreme-variability': 'A percentage lies far in the tail of its distribution.',
}

/** The sentence of a warning code, or the code itself when it has none. */
export function itmWarningText(code: string): string {
  return SENTENCES[code] ?? code
}
