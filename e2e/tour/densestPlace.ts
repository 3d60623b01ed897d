import { cellToLatLng, cellToParent } from 'h3-js'
import type { LatLng } from '#core/geo/sphere'

/** H3 cells of about 250 km²: a city. */
const CITY_RESOLUTION = 5

/** The middle of the hotspots in the city-sized cell that holds most of them, from their res-12 cells. @throws Error without any. */
export function densestPlace(cells: readonly string[]): LatLng {
  const byCity = new Map<string, string[]>()
  for (const cell of cells) {
    const city = cellToParent(cell, CITY_RESOLUTION)
    byCity.set(city, [...(byCity.get(city) ?? []), cell])
  }
  const densest = [...byCity].sort(([a, inA], [b, inB]) => inB.length - inA.length || (a < b ? -1 : 1))[0]?.[1]
  if (!densest) throw new Error('No hotspot of the fleet has a location, so there is nowhere to plan')
  const positions = densest.map((cell) => cellToLatLng(cell))
  const mean = (axis: 0 | 1) =>
    Number((positions.reduce((sum, position) => sum + position[axis], 0) / positions.length).toFixed(5))
  return { lat: mean(0), lng: mean(1) }
}
