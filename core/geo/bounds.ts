/** Boxes of longitudes and latitudes. */
import { cellToLatLng } from 'h3-js'
import { h3Text } from './h3Index'

/** [west, south, east, north] degrees; west exceeds east across the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

export function isInBounds(lat: number, lng: number, [west, south, east, north]: Bounds): boolean {
  const between = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east
  return between && lat >= south && lat <= north
}

/** The smallest box around the cells' centres; null without cells. */
export function boundsOfCells(cells: BigUint64Array): [number, number, number, number] | null {
  const lats = new Float64Array(cells.length)
  const lngs = new Float64Array(cells.length)
  for (let at = 0; at < cells.length; at++) {
    const [lat, lng] = cellToLatLng(h3Text(cells[at] ?? 0n))
    lats[at] = lat
    lngs[at] = lng
  }
  return smallestBounds(lats, lngs)
}

/** The smallest box around points, across the antimeridian where that is smaller; null without points. */
export function smallestBounds(lats: Float64Array, lngs: Float64Array): [number, number, number, number] | null {
  if (lats.length === 0) return null
  let [south, north] = [90, -90]
  for (const lat of lats) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const sorted = lngs.slice().sort()
  // The widest gap between neighbours is what the box leaves out; the one across 180° is where it starts.
  let [west, east] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  let widest = 360 - (east - west)
  for (let at = 1; at < sorted.length; at++) {
    const [before, after] = [sorted[at - 1] ?? 0, sorted[at] ?? 0]
    if (after - before <= widest) continue
    widest = after - before
    ;[west, east] = [after, before]
  }
  return [west, south, east, north]
}
