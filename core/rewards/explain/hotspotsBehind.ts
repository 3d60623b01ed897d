/** Which hotspots somebody's amount comes from: laid by the split where it says so, else in proportion. Base units. */
import { type FlowGraph, memberPlace } from './flowGraph'
import type { HotspotShare } from './laidShares'
import { traceFlow } from './traceFlow'

/** By hotspot key. What was carried from before comes from no hotspot. */
export function hotspotsBehind(
  graph: FlowGraph,
  memberId: string,
  laid: (appliedId: string) => HotspotShare[],
): Map<string, bigint> {
  const amounts = new Map<string, bigint>()
  for (const { from, amountBaseUnits } of traceFlow(graph, [memberPlace(memberId)], laid)) {
    const place = graph.places.get(from)
    if (place?.kind === 'hotspot') amounts.set(place.key, (amounts.get(place.key) ?? 0n) + amountBaseUnits)
  }
  return amounts
}
