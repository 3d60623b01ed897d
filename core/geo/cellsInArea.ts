/**
 * Areas as H3 cells. An area is an open ring of [lng, lat] in WGS 84 degrees; edges take the short way round, so a ring
 * may cross the antimeridian. A cell belongs to the area when its centre lies in it.
 */

import { getHexagonAreaAvg, polygonToCells } from 'h3-js'
import type { Ring } from '../model/position'
import { Problem, validateArgument } from '../model/problem'
import { type RingCorners, ringCorners, wrapLng } from './areaRing'
import { EARTH_RADIUS_M } from './sphere'

/** More cells than this are slow to plan with and impossible to tell apart on a map. */
const maxCells = 200_000
/** H3 searches the area's whole bounding box, which a slanted sliver or a crossed ring fills badly. */
const maxBoxCells = 1_000_000

/**
 * Cells of `resolution` whose centres lie in the ring, in ascending order; none when the area lies between centres.
 * @throws Problem `area.too-few-corners`, `area.malformed`, `area.around-pole`, `area.too-wide`, `area.too-many-cells`
 * or `resolution.out-of-range`.
 */
export function cellsInArea(ring: Ring, resolution: number): string[] {
  checkResolution(resolution)
  const corners = ringCorners(ring)
  // Cells differ in size by less than two to one, so an estimate beyond twice the limit needs no count.
  refuseTooMany(estimateCells(ringAreaSr(corners), resolution), 2 * maxCells, resolution)
  validateArgument(
    estimateCells(boxAreaSr(corners), resolution) <= maxBoxCells,
    'area.too-many-cells',
    `The area reaches too far for cells of resolution ${resolution}: choose a coarser resolution or a more compact area.`,
  )
  const cells = polygonToCells(
    corners.map(([lng, lat]) => [lat, wrapLng(lng)]),
    resolution,
  )
  refuseTooMany(cells.length, maxCells, resolution)
  return cells.sort()
}

/** @throws Problem `resolution.out-of-range` */
function checkResolution(resolution: number): void {
  validateArgument(
    Number.isInteger(resolution) && resolution >= 0 && resolution <= 15,
    'resolution.out-of-range',
    'The H3 resolution must be a whole number from 0 to 15: choose one in that range.',
  )
}

/** Steradians inside the ring, with edges straight in longitude and sine of latitude: near enough for a guard. */
function ringAreaSr(corners: RingCorners): number {
  let doubled = 0
  for (const [index, [lng, lat]] of corners.entries()) {
    const [nextLng, nextLat] = corners[(index + 1) % corners.length] ?? [lng, lat]
    doubled += toRadians(nextLng - lng) * (Math.sin(toRadians(lat)) + Math.sin(toRadians(nextLat)))
  }
  return Math.abs(doubled) / 2
}

function boxAreaSr(corners: RingCorners): number {
  const lngs = corners.map(([lng]) => toRadians(lng))
  const heights = corners.map(([, lat]) => Math.sin(toRadians(lat)))
  return (Math.max(...lngs) - Math.min(...lngs)) * (Math.max(...heights) - Math.min(...heights))
}

function estimateCells(areaSr: number, resolution: number): number {
  return (areaSr * EARTH_RADIUS_M ** 2) / getHexagonAreaAvg(resolution, 'm2')
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function refuseTooMany(cells: number, limit: number, resolution: number): void {
  if (cells <= limit) return
  throw new Problem(
    'area.too-many-cells',
    `The area holds about ${Math.round(cells).toLocaleString('en')} cells of resolution ${resolution}, more than can be planned with: choose a coarser resolution or a smaller area.`,
  )
}
