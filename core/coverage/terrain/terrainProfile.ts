/** Terrain along the great circle between two places, sampled evenly; what no tile knows is counted as a gap. */
import { greatCirclePath } from '../../geo/greatCirclePath'
import { greatCircleM, type LatLng } from '../../geo/sphere'
import { Problem } from '../../model/problem'
import { type TerrainMosaic, terrainElevation } from './terrainMosaic'

export interface TerrainGap {
  fromM: number
  toM: number
}

export interface TerrainProfile {
  distanceM: number
  /** Distance between samples; the last one lies at the far end. */
  resolutionM: number
  /** NaN within gaps. */
  elevationsM: Float64Array
  latDeg: Float64Array
  lngDeg: Float64Array
  gaps: TerrainGap[]
  /** Samples that were filled from around a small void. */
  filled: number
}

/** More samples than this say nothing that a tile of 1 arc second knows, even across a continent. */
const MOST_SAMPLES = 100_001

/**
 * Samples the terrain from `a` to `b` about every `stepM` metres, with at least three samples.
 * @throws Problem `terrain.same-place` when the two places are one, `terrain.antipodes` when no great circle is the one.
 */
export function terrainProfile(mosaic: TerrainMosaic, a: LatLng, b: LatLng, stepM: number): TerrainProfile {
  const distanceM = greatCircleM(a, b)
  if (!(distanceM >= 1)) throw new Problem('terrain.same-place', 'Both ends are at the same place: choose two.')
  if (distanceM > 20_000e3)
    throw new Problem('terrain.antipodes', 'The ends lie on opposite sides of the earth: choose nearer ones.')
  const steps = Math.min(Math.max(Math.ceil(distanceM / stepM), 2), MOST_SAMPLES - 1)
  const resolutionM = distanceM / steps
  const profile: TerrainProfile = {
    distanceM,
    resolutionM,
    elevationsM: new Float64Array(steps + 1),
    latDeg: new Float64Array(steps + 1),
    lngDeg: new Float64Array(steps + 1),
    gaps: [],
    filled: 0,
  }
  const place = greatCirclePath(a, b)
  let gap: TerrainGap | null = null
  for (let index = 0; index <= steps; index++) {
    const { lat, lng } = place(index / steps)
    const found = terrainElevation(mosaic, lat, lng)
    profile.latDeg[index] = lat
    profile.lngDeg[index] = lng
    profile.elevationsM[index] = found?.elevationM ?? Number.NaN
    if (found?.filled) profile.filled++
    if (found !== null) gap = null
    else if (gap === null) {
      gap = { fromM: index * resolutionM, toM: index * resolutionM }
      profile.gaps.push(gap)
    } else gap.toM = index * resolutionM
  }
  return profile
}
