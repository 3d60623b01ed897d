/** What a new plan shows on its map besides its area: where no site may stand, and what was drawn as demand. */
import { getHexagonAreaAvg } from 'h3-js'
import { cellsInArea } from '#core/geo/cellsInArea'
import { ringAreaM2 } from '#core/geo/ringArea'
import type { DemandLayer } from '#core/model/dataLayer'
import type { Ring } from '#core/model/position'
import type { CellOverlay } from '../../map/mapContent'
import type { Rgb } from '../../map/palette'

const FORBIDDEN: Rgb = [213, 94, 0]
const DRAWN_DEMAND: Rgb = [204, 121, 167]
const FINEST = 12
/** About so many cells fill a ring: enough to show its outline. */
const CELLS_PER_RING = 300

export function draftOverlays(forbidden: readonly Ring[], drawn: DemandLayer['drawn']): CellOverlay[] {
  return [
    ...forbidden.map((ring, i) => overlay(`forbidden-${i}`, ring, FORBIDDEN, 0.5)),
    ...drawn.map(({ id, ring }) => overlay(`drawn-${id}`, ring, DRAWN_DEMAND, 0.4)),
  ]
}

function overlay(id: string, ring: Ring, color: Rgb, opacity: number): CellOverlay {
  const areaM2 = ringAreaM2(ring)
  let resolution = 0
  while (resolution < FINEST && areaM2 / getHexagonAreaAvg(resolution, 'm2') < CELLS_PER_RING) resolution += 1
  return { id, cells: cellsInArea(ring, resolution), color, opacity }
}
