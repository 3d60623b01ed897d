/**
 * Received power of a site at one place of the lattice. Most places are answered by the profile's table; those near the
 * threshold or the greatest distance by the formula; and those on the very line by H3's own centre and distance, so that
 * the answer is the one that a plain h3-js loop gives.
 */
import { cellToLatLng, greatCircleDistance } from 'h3-js'
import { h3Text } from '../../geo/h3Index'
import { bearingDeg, EARTH_RADIUS_M } from '../../geo/sphere'
import { antennaAttenuationDb } from '../linkBudget'
import { ROW_HEIGHT, type SiteView, type UnitVector } from './diskPatch'
import type { FaceLattice } from './faceLattice'
import { BIN_SHIFT, type PowerTable } from './powerTable'
import type { ProfileTables } from './profileTables'

const RADIANS = Math.PI / 180
const UNCOVERED = Number.NEGATIVE_INFINITY

/** Rounding of the lattice against H3's own centres is far below these. */
const SURE_DB = 1e-6
const SURE_M = 1e-5
/** The table's own error. */
const TABLE_DB = 0.01

/** Power in dBm at a position by a way of its own, such as a terrain profile. The same question has the same answer. */
export type PowerAt = (site: CoverageSite, lat: number, lng: number) => number

export interface CoverageSite {
  /** Degrees, WGS 84. */
  lat: number
  lng: number
  /** Position in the list of profiles. */
  profile: number
}

/** A site ready to be painted. */
export interface PlacedSite extends CoverageSite, UnitVector {
  reachRad: number
  /** Around the poles H3's own centres are rounded by millimetres and more: every cell is asked from H3 there. */
  nearPole: boolean
}

const floats = new Float32Array(1)
const bits = new Uint32Array(floats.buffer)

export class PlacePower {
  readonly #lattice: FaceLattice
  readonly #tables: ProfileTables
  readonly #powerAt: PowerAt | undefined

  constructor(lattice: FaceLattice, tables: ProfileTables, powerAt?: PowerAt) {
    this.#lattice = lattice
    this.#tables = tables
    this.#powerAt = powerAt
  }

  /** Power in dBm as a 32-bit float, -Infinity where the site does not cover the place. */
  at(site: PlacedSite, view: SiteView, i: number, j: number): number {
    const table = this.#tables.of(site.profile)
    if (table === null || site.nearPole) return this.#atCell(site, view.face, i, j)
    const { siteX, siteY } = view
    const { unit } = this.#lattice
    const x = (i - j * 0.5) * unit
    const y = j * (unit * ROW_HEIGHT)
    const dx = x - siteX
    const dy = y - siteY
    const cross = dx * siteY - dy * siteX
    const along = 1 + y * siteY + x * siteX
    const tan2 = (dx * dx + dy * dy + cross * cross) / (along * along)
    if (tan2 > table.greatestTan2) return UNCOVERED
    floats[0] = tan2
    const index = Math.max(0, ((bits[0] as number) >>> BIN_SHIFT) - table.firstBin)
    const power = table.bins[index] as number
    if (table.isotropic) return Number.isNaN(power) ? this.settle(site, table, view.face, i, j, tan2, index) : power
    const bearing = bearingOnPlane(this.#lattice, site, view.face, x, y)
    const sure = Number.isNaN(power) ? table.fill(index) : power
    const directed = Math.fround(sure - antennaAttenuationDb(table.profile.antenna, bearing))
    if (directed > table.thresholdDbm + TABLE_DB) return directed
    if (directed < table.thresholdDbm - TABLE_DB) return UNCOVERED
    return this.#byFormula(site, table, view.face, i, j, tan2, bearing)
  }

  /** The same for a bin of an isotropic profile's table that holds no power. */
  settle(site: PlacedSite, table: PowerTable, face: number, i: number, j: number, tan2: number, index: number): number {
    const filled = table.fill(index)
    return Number.isNaN(filled) ? this.#byFormula(site, table, face, i, j, tan2, 0) : filled
  }

  /** Power in dBm at a position, as the plain formula has it; -Infinity where it is not covered. */
  atPosition(site: PlacedSite, lat: number, lng: number): number {
    const distanceM = greatCircleDistance([site.lat, site.lng], [lat, lng], 'm')
    if (distanceM > this.#tables.profile(site.profile).maxDistanceM) return UNCOVERED
    const table = this.#tables.of(site.profile)
    const power = table
      ? table.receivedDbm(distanceM, bearingDeg(site, { lat, lng }))
      : (this.#powerAt?.(site, lat, lng) ?? UNCOVERED)
    return power >= this.#tables.thresholdDbm(site.profile) ? power : UNCOVERED
  }

  #byFormula(site: PlacedSite, table: PowerTable, face: number, i: number, j: number, tan2: number, bearingDeg: number): number {
    const distanceM = EARTH_RADIUS_M * Math.atan(Math.sqrt(tan2))
    const power = table.receivedDbm(distanceM, bearingDeg)
    const sure = Math.abs(power - table.thresholdDbm) > SURE_DB && Math.abs(distanceM - table.maxDistanceM) > SURE_M
    if (!sure) return this.#atCell(site, face, i, j)
    return power > table.thresholdDbm && distanceM < table.maxDistanceM ? Math.fround(power) : UNCOVERED
  }

  #atCell(site: PlacedSite, face: number, i: number, j: number): number {
    const [lat, lng] = cellToLatLng(h3Text(this.#lattice.index(face, i, j)))
    return Math.fround(this.atPosition(site, lat, lng))
  }
}

/** Bearing from the site to a place on a face's plane, degrees clockwise from north. */
function bearingOnPlane(lattice: FaceLattice, site: PlacedSite, face: number, x: number, y: number): number {
  const frame = lattice.frames[face]
  if (!frame) return 0
  const px = frame.cx + x * frame.ux + y * frame.vx
  const py = frame.cy + x * frame.uy + y * frame.vy
  const pz = frame.cz + x * frame.uz + y * frame.vz
  const lng = site.lng * RADIANS
  const [cosLng, sinLng] = [Math.cos(lng), Math.sin(lng)]
  const cosLat = Math.cos(site.lat * RADIANS)
  const outward = px * cosLng + py * sinLng
  return (Math.atan2(py * cosLng - px * sinLng, cosLat * pz - site.z * outward) / RADIANS + 360) % 360
}
