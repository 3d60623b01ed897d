/** Few colours for many servers: neighbours get different ones as far as the colours reach. */
import { NearbyPoints } from '#core/geo/nearbyPoints'
import type { LatLng } from '#core/geo/sphere'

export const SERVER_COLORS = 7

/**
 * A number from 0 to 6 for every site, so that sites within `apartM` of each other differ where seven are enough; where
 * more of them crowd, the colour that the fewest neighbours have.
 */
export function serverColors(sites: readonly LatLng[], apartM: number): Uint8Array {
  const nearby = new NearbyPoints(sites, apartM)
  const colors = new Uint8Array(sites.length).fill(255)
  for (const [site, position] of sites.entries()) {
    const used = new Uint32Array(SERVER_COLORS)
    for (const other of nearby.within(position)) {
      const color = colors[other] ?? 255
      if (color < SERVER_COLORS) used[color] = (used[color] ?? 0) + 1
    }
    let least = 0
    for (let color = 1; color < SERVER_COLORS; color++) if ((used[color] ?? 0) < (used[least] ?? 0)) least = color
    colors[site] = least
  }
  return colors
}
