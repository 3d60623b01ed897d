/**
 * Areas as H3 cells. An area is an open ring of [lng, lat] in WGS 84 degrees; edges take the short way round, so a ring
 * may cross the antimeridian. A cell belongs to the area when its centre lies in it.
 */
import { getHexagonAreaAvg, polygonToCells } from 'h3-js'
import type { Ring } from '../model/position'
import { Problem, validateArgument } from '../model/problem'
import { numberText } from '../words/numberText'
import { toRadians } from './angles'
import { type RingCorners, ringCorners } from './areaRing'
import { checkResolution } from './checkResolution'
import { wrapLng } from './longitude'
import { ringAreaM2 } from './ringArea'
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
  refuseTooMany(estimateCells(ringAreaM2(corners), resolution), 2 * maxCells, resolution)
  validateArgument(
    estimateCells(boxAreaM2(corners), resolution) <= maxBoxCells,
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

function boxAreaM2(corners: RingCorners): number {
  const lngs = corners.map(([lng]) => toRadians(lng))
  const heights = corners.map(([, lat]) => Math.sin(toRadians(lat)))
  return (Math.max(...lngs) - Math.min(...lngs)) * (Math.max(...heights) - Math.min(...heights)) * EARTH_RADIUS_M ** 2
}

function estimateCells(areaM2: number, resolution: number): number {
  return areaM2 / getHexagonAreaAvg(resolution, 'm2')
}

function refuseTooMany(cells: number, limit: number, resolution: number): void {
  if (cells <= limit) return
  throw new Problem(
    'area.too-many-cells',
    `The area holds about ${numberText(Math.round(cells))} cells of resolution ${resolution}, more than can be planned with: choose a coarser resolution or a smaller area.`,
  )
}
