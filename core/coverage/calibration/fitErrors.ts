/** Standard errors of a Tobit fit from the curvature of its likelihood (the observed information). */
import { millsBelow } from '../normalDistribution'
import type { PreparedSamples } from './propagationSamples'
import { biasWeight, type TobitFigures } from './tobitFit'

export interface FitErrors {
  exponent: number
  /** Of the level at the mean of log distance, where it is known best. */
  interceptDb: number
  sigmaDb: number
}

type Row3 = [number, number, number]

/** Curvature against intercept, exponent and sigma; each hotspot's bias is eliminated with its prior. */
export function fitErrors(samples: PreparedSamples, figures: TobitFigures): FitErrors {
  const { hotspotCount } = samples
  const information: [Row3, Row3, Row3] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]
  const [first, second, third] = information
  /** Per hotspot: curvature against the level, the level and exponent, the level and sigma. */
  const perHotspot = new Float64Array(hotspotCount * 3)
  const { intercept, exponent, sigma, bias } = figures
  const medianAt = (row: number) => intercept + (bias[samples.hotspot[row] ?? 0] ?? 0) - exponent * (samples.x[row] ?? 0)
  const add = (row: number, [level, cross, noise]: Row3) => {
    const x = samples.x[row] ?? 0
    first[0] += level
    first[1] -= level * x
    first[2] += cross
    second[1] += level * x * x
    second[2] -= cross * x
    third[2] += noise
    const from = (samples.hotspot[row] ?? 0) * 3
    perHotspot[from] = (perHotspot[from] ?? 0) + level
    perHotspot[from + 1] = (perHotspot[from + 1] ?? 0) - level * x
    perHotspot[from + 2] = (perHotspot[from + 2] ?? 0) + cross
  }
  for (let row = 0; row < samples.count; row++) {
    const power = samples.y[row] ?? Number.NaN
    if (!Number.isNaN(power)) add(row, receivedCurvature(power - medianAt(row), sigma))
  }
  for (const [at, row] of samples.misses.entries()) {
    add(row, missCurvature(((samples.limits[at] ?? 0) - medianAt(row)) / sigma, sigma))
  }
  if (hotspotCount > 1) {
    const prior = Math.max(biasWeight(sigma), 1e-4) / (sigma * sigma)
    for (let from = 0; from < perHotspot.length; from += 3) {
      const [a, b, c] = [perHotspot[from] ?? 0, perHotspot[from + 1] ?? 0, perHotspot[from + 2] ?? 0]
      const share = 1 / (a + prior)
      first[0] -= a * a * share
      first[1] -= a * b * share
      first[2] -= a * c * share
      second[1] -= b * b * share
      second[2] -= b * c * share
      third[2] -= c * c * share
    }
  }
  return errorsFrom(first, second, third)
}

function receivedCurvature(residual: number, sigma: number): Row3 {
  const precision = 1 / (sigma * sigma)
  return [precision, (2 * residual * precision) / sigma, 3 * residual * residual * precision * precision - precision]
}

function missCurvature(z: number, sigma: number): Row3 {
  const precision = 1 / (sigma * sigma)
  const mills = millsBelow(z)
  const bend = mills * (z + mills)
  return [bend * precision, (bend * z - mills) * precision, (bend * z * z - 2 * z * mills) * precision]
}

/** Roots of the diagonal of the inverse of the symmetric 3 × 3 matrix, of which the upper half is given. */
function errorsFrom([a, b, c]: Row3, [, d, e]: Row3, [, , f]: Row3): FitErrors {
  const determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d)
  return {
    interceptDb: Math.sqrt((d * f - e * e) / determinant),
    exponent: Math.sqrt((a * f - c * c) / determinant),
    sigmaDb: Math.sqrt((a * d - b * b) / determinant),
  }
}
