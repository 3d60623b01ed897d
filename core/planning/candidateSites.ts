/**
 * Places where a hotspot could go: centres of the H3 cells of an area. The grid is as fine as the work allows, so that
 * choosing stays fast: at most 20,000 candidates and 8 million candidate-and-cell pairs.
 */
import { cellToLatLng, getHexagonAreaAvg } from 'h3-js'
import { cellsInArea } from '../geo/cellsInArea'
import type { Ring } from '../model/position'

export interface CandidateSite {
  /** Cell of the candidate grid. */
  cell: string
  lat: number
  lng: number
}

export const maxCandidates = 20_000
const maxPairs = 8_000_000

/**
 * Centres of the area's cells at `resolution`, in the order of their cells.
 * @throws Problem as cellsInArea does
 */
export function candidateSites(ring: Ring, resolution: number): CandidateSite[] {
  return cellsInArea(ring, resolution).map((cell) => {
    const [lat, lng] = cellToLatLng(cell)
    return { cell, lat, lng }
  })
}

/** What makes a grid costly to choose from. */
export interface GridWork {
  reachM: number
  spacingM: number
  /** Candidate-and-cell pairs that are affordable: fewer where each needs a terrain profile. */
  pairs?: number
}

/** The finest grid, no finer than the area's own cells, that keeps the work in bounds and still has a candidate. */
export function candidatesWithinBounds(ring: Ring, resolution: number, areaCells: number, work: GridWork): CandidateSite[] {
  const cellsWithin = (distanceM: number) => (Math.PI * distanceM ** 2) / getHexagonAreaAvg(resolution, 'm2')
  const pairs = work.pairs ?? maxPairs
  const affordable = Math.max(
    1,
    Math.min(
      maxCandidates,
      pairs / Math.min(areaCells, cellsWithin(work.reachM)),
      // Each of n candidates rules out its share of the others within the spacing.
      Math.sqrt((maxPairs * areaCells) / Math.max(1, Math.min(areaCells, cellsWithin(work.spacingM)))),
    ),
  )
  let gridResolution = resolution
  // Every step coarser has a seventh of the cells.
  while (gridResolution > 0 && areaCells / 7 ** (resolution - gridResolution) > affordable) gridResolution--
  for (; gridResolution < resolution; gridResolution++) {
    const candidates = candidateSites(ring, gridResolution)
    if (candidates.length > 0) return candidates
  }
  return candidateSites(ring, resolution)
}
