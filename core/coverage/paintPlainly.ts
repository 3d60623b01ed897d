/**
 * Coverage by the plain loop over h3-js, cell by cell: what painting on the lattice must agree with, and is measured
 * against. It is far too slow for a fleet.
 */
import { cellToLatLng, gridDisk, gridRing, latLngToCell } from 'h3-js'
import { bearingDeg, EARTH_RADIUS_M } from '../geo/sphere'
import type { RadioProfile } from '../model/radioProfile'
import type { CoverageSite } from './lattice/placePower'
import { createReceivedDbm, isIsotropic, reachM, thresholdDbm } from './linkBudget'

const RADIANS = Math.PI / 180

export interface PlainCell {
  bestDbm: number
  /** -Infinity where one site serves. */
  secondDbm: number
  servers: number
  bestServer: number
}

/** Every covered cell by its H3 text. `spareRings` are searched beyond those that the reach needs where the site is. */
export function paintPlainly(
  resolution: number,
  profiles: readonly RadioProfile[],
  sites: readonly CoverageSite[],
  spareRings = 1,
): Map<string, PlainCell> {
  const links = profiles.map((profile) => ({
    receivedDbm: createReceivedDbm(profile),
    isotropic: isIsotropic(profile),
    threshold: thresholdDbm(profile),
    reach: reachM(profile),
    maxDistanceM: profile.maxDistanceM,
  }))
  const covered = new Map<string, PlainCell>()
  for (const [id, site] of sites.entries()) {
    const link = links[site.profile]
    if (!link) throw new Error(`There is no profile ${site.profile}`)
    const origin = latLngToCell(site.lat, site.lng, resolution)
    for (const cell of gridDisk(origin, ringsWithin(origin, link.reach) + spareRings)) {
      const [lat, lng] = cellToLatLng(cell)
      const distanceM = haversineM(site.lat, site.lng, lat, lng)
      if (distanceM > link.maxDistanceM) continue
      const power = link.receivedDbm(distanceM, link.isotropic ? 0 : bearingDeg(site, { lat, lng }))
      if (!(power >= link.threshold)) continue
      const known = covered.get(cell)
      if (!known) {
        covered.set(cell, { bestDbm: power, secondDbm: Number.NEGATIVE_INFINITY, servers: 1, bestServer: id })
        continue
      }
      known.servers++
      if (power > known.bestDbm) {
        known.secondDbm = known.bestDbm
        known.bestDbm = power
        known.bestServer = id
      } else if (power > known.secondDbm) known.secondDbm = power
    }
  }
  return covered
}

/** Rings around a cell that hold all within a distance: a hexagon of rings is √3/2 as wide at its flats as at its corners. */
function ringsWithin(origin: string, distanceM: number): number {
  const [lat, lng] = cellToLatLng(origin)
  const spacings = gridRing(origin, 1).map((neighbour) => haversineM(lat, lng, ...cellToLatLng(neighbour)))
  return Math.ceil(distanceM / (Math.min(...spacings) * (Math.sqrt(3) / 2)))
}

/** Written out here: what judges the speed of painting shares nothing with it and pays for nothing else. */
function haversineM(latA: number, lngA: number, latB: number, lngB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const sinLng = Math.sin(((lngB - lngA) * RADIANS) / 2)
  const square = sinLat * sinLat + sinLng * sinLng * Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS)
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(square)))
}
