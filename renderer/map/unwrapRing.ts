/** Rings on the globe laid flat without tearing: longitudes run on past ±180 instead of jumping across the map. */

/** [longitude, latitude] in degrees. */
export type LngLat = readonly [number, number]

/** Beyond the end of Web Mercator, so a polar cap reaches the edge of every map. */
const POLE_LATITUDE = 85.06

/**
 * An open ring whose neighbouring corners are never more than half a turn apart.
 * A ring that goes once around a pole does not close on the plane: it is led along that pole, and then starts and ends there.
 * @param ring open, or closed by repeating its first corner.
 */
export function unwrapRing(ring: readonly LngLat[]): [number, number][] {
  const flat: [number, number][] = []
  let offset = 0
  let previous: number | null = null
  for (const [longitude, latitude] of openRing(ring)) {
    if (previous !== null) offset -= 360 * Math.round((longitude + offset - previous) / 360)
    previous = longitude + offset
    flat.push([previous, latitude])
  }
  const first = flat[0]
  const last = flat.at(-1)
  if (!first || !last) return flat
  const turns = Math.round((last[0] - first[0]) / 360)
  if (turns === 0) return flat
  const pole = meanLatitude(flat) > 0 ? POLE_LATITUDE : -POLE_LATITUDE
  const end = first[0] + 360 * turns
  return [[first[0], pole], ...flat, [end, first[1]], [end, pole]]
}

function openRing(ring: readonly LngLat[]): readonly LngLat[] {
  const first = ring[0]
  const last = ring.at(-1)
  const isClosed = ring.length > 1 && first && last && first[0] === last[0] && first[1] === last[1]
  return isClosed ? ring.slice(0, -1) : ring
}

function meanLatitude(ring: readonly LngLat[]): number {
  return ring.reduce((sum, [, latitude]) => sum + latitude, 0) / ring.length
}
