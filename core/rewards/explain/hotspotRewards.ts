/** What of a split each hotspot stands for: all of its rewards, or what of them a member gets or an agreement shares. Base units. */
import type { SplitFile } from '../splitFile'
import { payableIn } from '../splitPeriod'
import { appliedPlace, flowGraph } from './flowGraph'
import { hotspotsBehind, hotspotsIn } from './hotspotsBehind'
import { createLaidShares } from './laidShares'
import { sharedIn } from './sharedIn'
import { traceFlow } from './traceFlow'

export type RewardsOf = { kind: 'all' } | { kind: 'member'; id: string } | { kind: 'agreement'; id: string }

/** By hotspot key in normal form; of a correction the differences, which may be below zero where all are asked for. */
export function hotspotRewards(split: SplitFile, of: RewardsOf): Map<string, bigint> {
  if (of.kind === 'all') {
    return new Map(payableIn(split).map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
  }
  const shared = sharedIn(split)
  const graph = flowGraph(split, shared)
  const laid = createLaidShares(split, shared.shared)
  if (of.kind === 'member') return hotspotsBehind(graph, of.id, laid)
  const places = shared.shared.filter(({ terms }) => terms.id === of.id).map(({ id }) => appliedPlace(id))
  return hotspotsIn(graph, traceFlow(graph, places, laid))
}

/** What changed from an earlier split to a later, hotspots of only one of them included; those without a change too. */
export function rewardsChange(before: ReadonlyMap<string, bigint>, now: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const change = new Map(now)
  for (const [key, amount] of before) change.set(key, (change.get(key) ?? 0n) - amount)
  return change
}
