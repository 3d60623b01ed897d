/** Distances and directions as a person says them. */

import { bearingDeg, greatCircleM, type LatLng } from '../../geo/sphere'

const WINDS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'] as const

/** "412 m", "1.3 km", "240 km". */
export function distanceWords(distanceM: number): string {
  const metres = Math.round(distanceM)
  if (metres < 1_000) return `${metres} m`
  return metres < 99_950 ? `${(metres / 1_000).toFixed(1)} km` : `${Math.round(metres / 1_000)} km`
}

/** Where `place` lies as seen from `origin`: "412 m north-east". */
export function offsetWords(origin: LatLng, place: LatLng): string {
  const wind = WINDS[Math.round(bearingDeg(origin, place) / 45) % WINDS.length] ?? 'north'
  return `${distanceWords(greatCircleM(origin, place))} ${wind}`
}
