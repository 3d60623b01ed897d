/** A plan's cells as layers of the map: who reaches them, what they are worth, and what nobody reaches. */
import type { PlanCells } from '#core/planning/planCells'
import { weightText } from '#core/words/weightText'
import type { CellLayer, MapSide } from '../../map/cellLayer'
import type { PlanPicture } from './usePlanCells'

export type PlanLayerName = 'coverage' | 'demand' | 'gaps'

/** Values of the coverage layer. */
const NOT_REACHED = 0
const BY_HOTSPOTS = 1
const BY_SITES = 2

/** Blue and orange of Okabe and Ito; what nobody reaches recedes. */
const CATEGORIES: CellLayer['categories'] = [
  { value: BY_HOTSPOTS, label: 'Reached by hotspots', color: [0, 114, 178] },
  { value: BY_SITES, label: 'Reached by the sites alone', color: [230, 159, 0] },
  { value: NOT_REACHED, label: 'Not reached', color: [140, 146, 154] },
]

function reachOf({ hotspots, sitePtr }: PlanCells, at: number): number {
  if ((hotspots[at] ?? 0) > 0) return BY_HOTSPOTS
  return (sitePtr[at + 1] ?? 0) > (sitePtr[at] ?? 0) ? BY_SITES : NOT_REACHED
}

export function coverageLayer(reach: PlanCells, name: string, side?: MapSide): CellLayer {
  return {
    id: side ? `coverage-${side}` : 'coverage',
    name,
    resolution: reach.resolution,
    cells: reach.cells,
    values: Float32Array.from(reach.cells, (_, at) => reachOf(reach, at)),
    combine: 'share',
    ramp: 'category',
    domain: [0, 2],
    unit: '',
    opacity: 0.55,
    visible: true,
    format: (value) => CATEGORIES?.find((category) => category.value === value)?.label ?? '',
    categories: CATEGORIES,
    ...(side ? { side } : {}),
  }
}

/** Demand of every cell, or of those alone that nobody reaches; null without demand. */
export function demandLayer({ reach, demand }: PlanPicture, unit: string, onlyGaps: boolean): CellLayer | null {
  if (!demand) return null
  const values = demand.map((weight, at) => {
    const isShown = weight > 0 && !(onlyGaps && reachOf(reach, at) !== NOT_REACHED)
    return isShown ? weight : Number.NaN
  })
  const top = demand.reduce((most, weight) => Math.max(most, weight), 0)
  return {
    id: onlyGaps ? 'gaps' : 'demand',
    name: onlyGaps ? 'Not reached yet' : 'Demand',
    resolution: reach.resolution,
    cells: reach.cells,
    values,
    combine: 'sum',
    ramp: 'sequential',
    domain: [0, top > 0 ? top : 1],
    unit,
    opacity: 0.75,
    visible: true,
    format: (value) => weightText(value, unit),
    missing: 'empty',
  }
}
