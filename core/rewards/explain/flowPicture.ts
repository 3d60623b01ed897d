/** The pictures of one split: all of it, or what flows through some of its places. Base units. */
import type { SplitFile } from '../splitFile'
import { type Flow, flowGraph, memberPlace } from './flowGraph'
import { type JoinedFlow, joinFlow } from './joinFlow'
import { createLaidShares } from './laidShares'
import { sharedIn } from './sharedIn'
import { allFlows, traceFlow } from './traceFlow'

export interface FlowPicture extends JoinedFlow {
  /** What flows through the places to each member, by id; null where all is drawn, as where a correction takes back too. */
  memberAmounts: Map<string, bigint> | null
  /** Flows of a correction that go the other way. */
  below: Flow[]
}

/** A function drawing a split through the places of given ids, or whole for null; what all pictures need is prepared once. */
export function createFlowPictures(split: SplitFile): (placeIds: readonly string[] | null) => FlowPicture {
  const shared = sharedIn(split)
  const graph = flowGraph(split, shared)
  const laid = createLaidShares(split, shared.shared)
  const { below } = graph
  let whole: FlowPicture | null = null
  return (placeIds) => {
    if (!placeIds) {
      whole ??= { ...joinFlow(split, graph, allFlows(graph)), memberAmounts: null, below }
      return whole
    }
    const flows = traceFlow(graph, placeIds, laid)
    return { ...joinFlow(split, graph, flows), memberAmounts: below.length === 0 ? amountsOfMembers(flows) : null, below }
  }
}

function amountsOfMembers(flows: readonly Flow[]): Map<string, bigint> {
  const amounts = new Map<string, bigint>()
  const prefix = memberPlace('')
  for (const { to, amountBaseUnits } of flows) {
    if (!to.startsWith(prefix)) continue
    const id = to.slice(prefix.length)
    amounts.set(id, (amounts.get(id) ?? 0n) + amountBaseUnits)
  }
  return amounts
}
