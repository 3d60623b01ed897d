/**
 * Statistics of a terrain profile in the Irregular Terrain Model: the straight line that fits a part of it, and delta h,
 * the spread between its first and last decile around such a line (Hufford 1985; Longley and Rice, ERL 79-ITS 67).
 */

export interface ElevationProfile {
  /** Distance between samples. */
  resolutionM: number
  elevationsM: ArrayLike<number>
}

/** A value of a profile that is known to be there. */
export function sampleAt(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN
}

/**
 * The least-squares line through the samples between two distances, the outermost counting half, read off at both ends
 * of the whole profile.
 */
export function fittedEnds(profile: ElevationProfile, fromM: number, toM: number): { first: number; last: number } {
  const { elevationsM, resolutionM } = profile
  const last = elevationsM.length - 1
  let from = Math.trunc(Math.max(fromM / resolutionM, 0))
  let to = last - Math.trunc(Math.max(last - toM / resolutionM, 0))
  if (to <= from) {
    // Too short a stretch for a line: one sample more on either side, as far as there are any.
    from = Math.max(from - 1, 0)
    to = last - Math.max(last - (to + 1), 0)
  }
  const span = to - from
  const middle = to - span / 2
  let sum = 0
  let moment = 0
  for (let index = from; index <= to; index++) {
    const elevation = sampleAt(elevationsM, index) * (index === from || index === to ? 0.5 : 1)
    sum += elevation
    moment += elevation * (index - middle)
  }
  const mean = sum / span
  const slope = (12 * moment) / (span * (span * span + 2))
  return { first: mean - slope * middle, last: mean + slope * (last - middle) }
}

function interpolated(values: ArrayLike<number>, position: number): number {
  const upper = Math.min(Math.max(Math.ceil(position), 1), values.length - 1)
  const high = sampleAt(values, upper)
  return high + (high - sampleAt(values, upper - 1)) * (position - upper)
}

/** Delta h between two distances of a profile, extrapolated to a path of any length, metres. */
export function terrainIrregularity(profile: ElevationProfile, fromM: number, toM: number): number {
  const start = fromM / profile.resolutionM
  const end = toM / profile.resolutionM
  if (end - start < 2) return 0
  const decile = Math.min(Math.max(Math.trunc(0.1 * (end - start + 8)), 4), 25)
  const count = 10 * decile - 5
  const step = (end - start) / (count - 1)
  const evenly = new Float64Array(count)
  for (let index = 0; index < count; index++) evenly[index] = interpolated(profile.elevationsM, start + index * step)
  const line = fittedEnds({ resolutionM: 1, elevationsM: evenly }, 0, count - 1)
  const slope = (line.last - line.first) / (count - 1)
  const residuals = evenly
  for (let index = 0; index < count; index++) residuals[index] = sampleAt(evenly, index) - (line.first + slope * index)
  residuals.sort()
  const spread = sampleAt(residuals, count - decile) - sampleAt(residuals, decile - 1)
  return spread / (1 - 0.8 * Math.exp(-(toM - fromM) / 50e3))
}

/** What delta h comes to over a path of limited length, metres. */
export function irregularityOverDistance(distanceM: number, terrainIrregularityM: number): number {
  return terrainIrregularityM * (1 - 0.8 * Math.exp(-distanceM / 50e3))
}

/** Standard deviation of the terrain within the first Fresnel zone, from delta h of the path, metres. */
export function terrainDeviation(irregularityM: number): number {
  return 0.78 * irregularityM * Math.exp(-0.5 * irregularityM ** 0.25)
}
