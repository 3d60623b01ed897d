/** Which hotspots and which of a plan's sites reach each cell of its area, in typed arrays that cross threads uncopied. */
import { cellToLatLng } from 'h3-js'
import { cellsInArea } from '../geo/cellsInArea'
import { h3Number } from '../geo/h3Index'
import type { Plan } from '../model/records'
import { AreaReach } from './areaReach'
import { plainSettings } from './plainSettings'
import type { PlanHotspot, PlanRequest, PowerOverTerrain } from './planRequest'

export interface PlanCells {
  resolution: number
  /** H3 indexes of the area, ascending. */
  cells: BigUint64Array
  /** How many hotspots in service reach each cell; those that the plan moves stand at their sites. */
  hotspots: Uint16Array
  /** Sites that reach cell c are `siteIdx[sitePtr[c] … sitePtr[c + 1])`, positions in the plan's list of sites. */
  sitePtr: Int32Array
  siteIdx: Int32Array
}

/** The buffers to hand over when this crosses to another thread. */
export function planCellsBuffers({ cells, hotspots, sitePtr, siteIdx }: PlanCells): ArrayBuffer[] {
  return [cells, hotspots, sitePtr, siteIdx].map((column) => column.buffer as ArrayBuffer)
}

/**
 * @param hotspots the fleet as it is now, which may differ from the one that the plan was made for
 * @throws Problem those of `cellsInArea`, `plan.needs-terrain`
 */
export function planCells(
  plan: Pick<Plan, 'area' | 'resolution' | 'reachM' | 'sites' | 'study'>,
  hotspots: readonly PlanHotspot[],
  profiles: PlanRequest['profiles'],
  powerOverTerrain?: PowerOverTerrain,
): PlanCells {
  const cells = cellsInArea(plan.area, plan.resolution)
  const centres = cells.map((cell) => {
    const [lat, lng] = cellToLatLng(cell)
    return { lat, lng }
  })
  const moved = new Set(plan.sites.flatMap(({ study }) => study?.hotspotId ?? []))
  const staying = hotspots.filter(({ id }) => !moved.has(id))
  const settings = plan.study?.settings ?? plainSettings(1)
  const reach = new AreaReach({ reachM: plan.reachM, settings, profiles, hotspots: staying }, centres, powerOverTerrain)

  const byHotspots = new Uint16Array(cells.length)
  for (const hotspot of staying) {
    for (const cell of reach.hotspotCells(hotspot)) byHotspots[cell] = Math.min(0xffff, (byHotspots[cell] ?? 0) + 1)
  }
  const bySite = plan.sites.map((site) => reach.siteCells(site))
  const sitePtr = new Int32Array(cells.length + 1)
  for (const reached of bySite) for (const cell of reached) sitePtr[cell + 1] = (sitePtr[cell + 1] ?? 0) + 1
  for (let cell = 0; cell < cells.length; cell++) sitePtr[cell + 1] = (sitePtr[cell + 1] ?? 0) + (sitePtr[cell] ?? 0)
  const next = sitePtr.slice()
  const siteIdx = new Int32Array(sitePtr[cells.length] ?? 0)
  for (const [site, reached] of bySite.entries()) {
    for (const cell of reached) {
      const at = next[cell] ?? 0
      siteIdx[at] = site
      next[cell] = at + 1
    }
  }
  return { resolution: plan.resolution, cells: BigUint64Array.from(cells, h3Number), hotspots: byHotspots, sitePtr, siteIdx }
}
