/** Colours of a plan's coverage, from Okabe and Ito's set: told apart by everyone, in greyscale too. */

import type { PlanCoverage } from '../../data/makePlan'
import type { CellOverlay } from '../../map/mapContent'
import type { Rgb } from '../../map/palette'

export const REACHED_BY_HOTSPOTS: Rgb = [0, 114, 178]
export const REACHED_BY_SITES: Rgb = [230, 159, 0]

export function coverageOverlays(coverage: PlanCoverage): CellOverlay[] {
  return [
    { id: 'reached-by-hotspots', cells: coverage.reachedByHotspots, color: REACHED_BY_HOTSPOTS, opacity: 0.45 },
    { id: 'reached-by-sites', cells: coverage.reachedBySites, color: REACHED_BY_SITES, opacity: 0.55 },
  ]
}
