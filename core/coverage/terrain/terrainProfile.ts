/** Terrain along the great circle between two places, sampled evenly; what no tile knows is counted as a gap. */
import { greatCircleDistance } from 'h3-js'
import { Problem } from '../../model/problem'
import { type TerrainMosaic, terrainElevation } from './terrainMosaic'

export interface LatLng {
  lat: number
  lng: number
}

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

type Vector = readonly [number, number, number]

function towards({ lat, lng }: LatLng): Vector {
  const phi = (lat * Math.PI) / 180
  const lambda = (lng * Math.PI) / 180
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

/** Places on the great circle from `a` to `b`, by the share of the way. */
function greatCircle(a: LatLng, b: LatLng): (share: number) => LatLng {
  const [ax, ay, az] = towards(a)
  const [bx, by, bz] = towards(b)
  const angle = Math.atan2(Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx), ax * bx + ay * by + az * bz)
  return (share) => {
    // The ends are exact: rounding must not push a place on the rim of a tile beyond it.
    if (share === 0 || angle < 1e-12) return a
    if (share === 1) return b
    const from = Math.sin((1 - share) * angle)
    const to = Math.sin(share * angle)
    const x = from * ax + to * bx
    const y = from * ay + to * by
    const z = from * az + to * bz
    return { lat: (Math.atan2(z, Math.sqrt(x * x + y * y)) * 180) / Math.PI, lng: (Math.atan2(y, x) * 180) / Math.PI }
  }
}

/**
 * Samples the terrain from `a` to `b` about every `stepM` metres, with at least three samples.
 * @throws Problem `terrain.same-place` when the two places are one, `terrain.antipodes` when no great circle is the one.
 */
export function terrainProfile(mosaic: TerrainMosaic, a: LatLng, b: LatLng, stepM: number): TerrainProfile {
  const distanceM = greatCircleDistance([a.lat, a.lng], [b.lat, b.lng], 'm')
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
  const place = greatCircle(a, b)
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

const km = (metres: number): string => `${(metres / 1000).toFixed(1)} km`

/** The same, for those that cannot work with gaps. @throws Problem `terrain.gap` saying from where to where. */
export function wholeTerrainProfile(mosaic: TerrainMosaic, a: LatLng, b: LatLng, stepM: number): TerrainProfile {
  const profile = terrainProfile(mosaic, a, b, stepM)
  const [first] = profile.gaps
  if (first !== undefined) {
    const more = profile.gaps.length > 1 ? ` and in ${profile.gaps.length - 1} more places` : ''
    const stretch = first.toM > first.fromM ? `from ${km(first.fromM)} to ${km(first.toM)}` : `at ${km(first.fromM)}`
    throw new Problem('terrain.gap', `The path lacks terrain ${stretch}${more}: import the tile that covers it.`)
  }
  return profile
}
