/** The last step of both modes of the Irregular Terrain Model: from a path to its loss at the quantiles asked for. */
import type { Quantiles } from './itmInput'
import type { ItmPath } from './itmPath'
import type { ItmResult } from './itmResult'
import { referenceAttenuation } from './referenceAttenuation'
import { attenuationAtQuantiles } from './variability'

export function itmLoss(
  path: ItmPath,
  options: Quantiles & { climate: number; variabilityMode: number },
  warnings: string[],
): ItmResult {
  const reference = referenceAttenuation(path, warnings)
  // The model's own rounding of the constant, which its published figures contain.
  const freeSpaceDb = 32.45 + 20 * Math.log10(path.frequencyMhz) + 20 * Math.log10(path.distanceM / 1000)
  return {
    lossDb: freeSpaceDb + attenuationAtQuantiles(path, reference.db, options, warnings),
    freeSpaceDb,
    warnings,
    intermediate: {
      referenceAttenuationDb: reference.db,
      distanceKm: path.distanceM / 1000,
      horizonAngleRad: path.horizonAngleRad,
      horizonDistanceM: path.horizonDistanceM,
      effectiveHeightM: path.effectiveHeightM,
      surfaceRefractivity: path.surfaceRefractivity,
      terrainIrregularityM: path.terrainIrregularityM,
      propagation: reference.propagation,
    },
  }
}
