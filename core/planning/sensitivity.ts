/** What the same sites would be worth if every link, the fleet's as well, were some decibels better or worse. */
import type { LatLng } from '../geo/sphere'
import { type AreaReach, sensitivityOffsetsDb } from './areaReach'
import type { PlanHotspot } from './planRequest'

interface Standing {
  sites: readonly LatLng[]
  /** Hotspots that count as coverage, before and after the moves; empty where existing coverage does not count. */
  before: readonly PlanHotspot[]
  after: readonly PlanHotspot[]
}

/** Weight covered after less weight covered before, per offset. */
export function sensitivity(
  reach: AreaReach,
  weights: Float64Array,
  { sites, before, after }: Standing,
): { offsetDb: number; value: number }[] {
  return sensitivityOffsetsDb.map((offsetDb) => {
    const covered = new Uint8Array(weights.length)
    const cover = (cells: Int32Array, bit: number) => {
      for (const cell of cells) covered[cell] = (covered[cell] ?? 0) | bit
    }
    for (const hotspot of before) cover(reach.hotspotCells(hotspot, offsetDb), 1)
    for (const hotspot of after) cover(reach.hotspotCells(hotspot, offsetDb), 2)
    for (const site of sites) cover(reach.siteCells(site, offsetDb), 2)
    let value = 0
    for (const [cell, bits] of covered.entries()) {
      if ((bits & 2) !== 0) value += weights[cell] ?? 0
      if ((bits & 1) !== 0) value -= weights[cell] ?? 0
    }
    return { offsetDb, value }
  })
}
