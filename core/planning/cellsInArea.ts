/**
 * Areas as H3 cells. An area is an open ring of [lng, lat] in WGS 84 degrees; edges take the short way round, so a ring
 * may cross the antimeridian. A cell belongs to the area when its centre lies in it.
 */
import { getHexagonAreaAvg, polygonToCells } from 'h3-js'
import type { Ring } from '../model/position'
import { Problem, validateArgument } from '../model/problem'
import { earthRadiusM } from './nearbyPoints'

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
  const corners = unwrap(ring)
  // Cells differ in size by less than two to one, so an estimate beyond twice the limit needs no count.
  refuseTooMany(estimateCells(ringAreaSr(corners), resolution), 2 * maxCells, resolution)
  validateArgument(
    estimateCells(boxAreaSr(corners), resolution) <= maxBoxCells,
    'area.too-many-cells',
    `The area reaches too far for cells of resolution ${resolution}: choose a coarser resolution or a more compact area.`,
  )
  const cells = polygonToCells(
    corners.map(([lng, lat]) => [lat, wrap(lng)]),
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

/** The ring with continuous longitudes: beyond ±180 where it crosses the antimeridian. */
function unwrap(ring: Ring): [number, number][] {
  validateArgument(ring.length >= 3, 'area.too-few-corners', 'An area needs at least three corners: draw one more.')
  const corners: [number, number][] = []
  let previous: number | undefined
  for (const [lng, lat] of ring) {
    if (!Number.isFinite(lng) || !(Math.abs(lat) <= 90)) {
      throw new Problem('area.malformed', `The corner ${lng}, ${lat} is no longitude and latitude: correct or redraw the area.`)
    }
    const continuous: number = previous === undefined ? lng : previous + wrap(lng - previous)
    corners.push([continuous, lat])
    previous = continuous
  }
  const [first, last] = [corners[0]?.[0] ?? 0, previous ?? 0]
  validateArgument(
    Math.abs(last + wrap(first - last) - first) < 1,
    'area.around-pole',
    'The area goes around a pole, which cannot be planned: draw one that leaves the pole out.',
  )
  const lngs = corners.map(([lng]) => lng)
  validateArgument(
    Math.max(...lngs) - Math.min(...lngs) < 180,
    'area.too-wide',
    'The area spans half the globe or more: draw a smaller one.',
  )
  return corners
}

/** Degrees as -180 ≤ lng < 180. */
function wrap(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180
}

/** Steradians inside the ring, with edges straight in longitude and sine of latitude: near enough for a guard. */
function ringAreaSr(corners: readonly [number, number][]): number {
  let doubled = 0
  for (const [index, [lng, lat]] of corners.entries()) {
    const [nextLng, nextLat] = corners[(index + 1) % corners.length] ?? [lng, lat]
    doubled += toRadians(nextLng - lng) * (Math.sin(toRadians(lat)) + Math.sin(toRadians(nextLat)))
  }
  return Math.abs(doubled) / 2
}

function boxAreaSr(corners: readonly [number, number][]): number {
  const lngs = corners.map(([lng]) => toRadians(lng))
  const heights = corners.map(([, lat]) => Math.sin(toRadians(lat)))
  return (Math.max(...lngs) - Math.min(...lngs)) * (Math.max(...heights) - Math.min(...heights))
}

function estimateCells(areaSr: number, resolution: number): number {
  return (areaSr * earthRadiusM ** 2) / getHexagonAreaAvg(resolution, 'm2')
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
