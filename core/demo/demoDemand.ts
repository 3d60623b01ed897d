/**
 * Invented people around Kraków, so that a plan has something to weigh: densest in the districts' middles, thinning out
 * between them. The figures are synthetic and named so; no census is behind them.
 */
import { cellToLatLng } from 'h3-js'
import { toRadians } from '../geo/angles'
import { cellsInArea } from '../geo/cellsInArea'
import { h3Number } from '../geo/h3Index'
import type { LatLng } from '../geo/sphere'
import type { DemandLayer } from '../model/dataLayer'
import { DEMO_PREFIX } from '../model/demoIdentity'
import type { Ring } from '../model/position'

/** Of published population grids; finer cells of a plan share what is known here. */
const RESOLUTION = 9
const MOST_PEOPLE_PER_CELL = 1_400
/** How fast people thin out around a district's middle, degrees of latitude. */
const THINNING_DEG = 0.009

export interface DemoDemand {
  layer: DemandLayer
  cells: BigUint64Array
  weights: Float64Array
}

/** @param centres of the districts; @param area a ring with some margin around whatever is planned */
export function buildDemoDemand(centres: readonly LatLng[], area: Ring, at: string): DemoDemand {
  const cells = cellsInArea(area, RESOLUTION)
  const weights = Float64Array.from(cells, (cell) => {
    const [lat, lng] = cellToLatLng(cell)
    const density = centres.reduce((sum, centre) => {
      const east = (lng - centre.lng) * Math.cos(toRadians(lat))
      return sum + Math.exp(-(((lat - centre.lat) ** 2 + east ** 2) / (2 * THINNING_DEG ** 2)))
    }, 0)
    return Math.round(Math.min(1, density + 0.05) * MOST_PEOPLE_PER_CELL)
  })
  const lngs = area.map(([lng]) => lng)
  const lats = area.map(([, lat]) => lat)
  return {
    layer: {
      id: `${DEMO_PREFIX}demand`,
      kind: 'demand',
      name: 'People around Kraków (synthetic)',
      fileName: null,
      fileSha256: null,
      bounds: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
      unit: 'people',
      resolution: RESOLUTION,
      cellCount: cells.length,
      totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
      drawn: [],
      createdAt: at,
      updatedAt: at,
    },
    cells: BigUint64Array.from(cells, h3Number),
    weights,
  }
}
