/** How far a shared goal is, counted from the records alone: no opinion, no estimate. */
import { cellToParent } from 'h3-js'
import { assertNever } from '../model/problem'
import type { Goal, Hotspot } from '../model/records'

export interface GoalEvidence {
  hotspots: readonly Pick<Hotspot, 'h3'>[]
  /** Signed provisioning records of real devices; training does not count. */
  provisionedCount: number
}

/** The goal's count so far; its target is in the goal. */
export function measureGoal(goal: Pick<Goal, 'metric' | 'resolution'>, evidence: GoalEvidence): number {
  switch (goal.metric) {
    case 'hotspots':
      return evidence.hotspots.length
    case 'located-hotspots':
      return evidence.hotspots.filter((hotspot) => hotspot.h3 !== null).length
    case 'provisioned':
      return evidence.provisionedCount
    case 'covered-cells':
      return occupiedCells(evidence.hotspots, goal.resolution ?? 9).size
    default:
      return assertNever(goal.metric)
  }
}

/** The cells of one resolution (0 to 12) that hold at least one hotspot. */
export function occupiedCells(hotspots: readonly Pick<Hotspot, 'h3'>[], resolution: number): Set<string> {
  const cells = new Set<string>()
  for (const { h3 } of hotspots) if (h3 !== null) cells.add(cellToParent(h3, Math.min(resolution, 12)))
  return cells
}
