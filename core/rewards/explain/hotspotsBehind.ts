/** Which hotspots somebody's amount comes from: laid by the split where it says so, else in proportion. Base units. */
import { type Flow, type FlowGraph, memberPlace } from './flowGraph'
import type { HotspotShare } from './laidShares'
import { traceFlow } from './traceFlow'

/** By hotspot key. What was carried from before comes from no hotspot. */
export function hotspotsBehind(
  graph: FlowGraph,
  memberId: string,
  laid: (appliedId: string) => HotspotShare[],
): Map<string, bigint> {
  return hotspotsIn(graph, traceFlow(graph, [memberPlace(memberId)], laid))
}

/** What flows give from each hotspot, by its key. */
export function hotspotsIn({ places }: FlowGraph, flows: readonly Flow[]): Map<string, bigint> {
  const amounts = new Map<string, bigint>()
  for (const { from, amountBaseUnits } of flows) {
    const place = places.get(from)
    if (place?.kind === 'hotspot') amounts.set(place.key, (amounts.get(place.key) ?? 0n) + amountBaseUnits)
  }
  return amounts
}
