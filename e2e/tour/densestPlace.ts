import { cellToLatLng, cellToParent } from 'h3-js'

/** H3 cells of about 250 km²: a city. */
const CITY_RESOLUTION = 5

/** The centre of the city-sized cell that holds most of the given res-12 cells. @throws Error without any. */
export function densestPlace(cells: readonly string[]): { lat: number; lng: number } {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    const parent = cellToParent(cell, CITY_RESOLUTION)
    counts.set(parent, (counts.get(parent) ?? 0) + 1)
  }
  const densest = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))[0]?.[0]
  if (!densest) throw new Error('No hotspot of the fleet has a location, so there is nowhere to plan')
  const [lat, lng] = cellToLatLng(densest)
  return { lat: Number(lat.toFixed(5)), lng: Number(lng.toFixed(5)) }
}
