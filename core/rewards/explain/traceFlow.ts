/**
 * What flows through one place of a split, back to the hotspots and on to the members. A place shares what comes in alike
 * among what goes out, so that parts are in proportion, by largest remainder. Base units.
 */
import { apportion } from '../../agreements/apportion'
import { sumBaseUnits } from '../../model/money'
import { type Flow, type FlowGraph, hotspotPlace } from './flowGraph'
import type { HotspotShare } from './laidShares'

/** @returns the flows through the places, each at most what flows there in all; those of nothing are left out */
export function traceFlow(graph: FlowGraph, placeIds: readonly string[], laid: (appliedId: string) => HotspotShare[]): Flow[] {
  const { order } = graph
  const back = follow(graph, placeIds, [...order].reverse(), 'into', laidWeights(graph, placeIds, laid))
  return [...back, ...follow(graph, placeIds, order, 'out', () => null)]
}

/** All flows. */
export function allFlows({ out }: FlowGraph): Flow[] {
  return [...out.values()].flat()
}

type Weights = (placeId: string, flows: readonly Flow[], wanted: bigint) => bigint[] | null

function follow(
  graph: FlowGraph,
  from: readonly string[],
  order: readonly string[],
  side: 'into' | 'out',
  weightsOf: Weights,
): Flow[] {
  const wanted = new Map<string, bigint>()
  for (const id of from) wanted.set(id, sumOf(graph[side].get(id) ?? []))
  const found: Flow[] = []
  for (const id of order) {
    const flows = graph[side].get(id)
    const amount = wanted.get(id) ?? 0n
    if (!flows || amount === 0n) continue
    for (const flow of parted(flows, amount, weightsOf(id, flows, amount))) {
      const next = side === 'into' ? flow.from : flow.to
      if (flow.amountBaseUnits > 0n) found.push(flow)
      wanted.set(next, (wanted.get(next) ?? 0n) + flow.amountBaseUnits)
    }
  }
  return found
}

function parted(flows: readonly Flow[], wanted: bigint, exact: bigint[] | null): Flow[] {
  if (exact) return flows.map((flow, at) => ({ ...flow, amountBaseUnits: exact[at] ?? 0n }))
  // Of a correction less may come in than goes out: what is below zero is no flow.
  if (sumOf(flows) <= wanted) return [...flows]
  const weights = flows.map(({ from, to, amountBaseUnits }) => ({ key: `${from}\n${to}`, weight: amountBaseUnits }))
  const { amounts } = apportion(wanted, weights)
  return flows.map((flow) => ({ ...flow, amountBaseUnits: amounts.get(`${flow.from}\n${flow.to}`) ?? 0n }))
}

/** Where the split itself says which hotspots an amount comes from, that is taken. */
function laidWeights({ places }: FlowGraph, placeIds: readonly string[], laid: (appliedId: string) => HotspotShare[]): Weights {
  const receivers = new Set(
    placeIds.filter((id) => {
      const kind = places.get(id)?.kind
      return kind === 'member' || kind === 'reserve'
    }),
  )
  return (placeId, flows, wanted) => {
    if (receivers.size === 0 || places.get(placeId)?.kind !== 'agreement') return null
    const ofHotspots = new Map<string, bigint>()
    for (const { hotspotKey, to, amountBaseUnits } of laid(placeId.slice('agreement '.length))) {
      if (!receivers.has(`${to.kind} ${to.id}`)) continue
      const key = hotspotPlace(hotspotKey)
      ofHotspots.set(key, (ofHotspots.get(key) ?? 0n) + amountBaseUnits)
    }
    // A reserve that pays gives what the hotspots do not.
    const missing = [...ofHotspots.values()].reduce((left, amount) => left - amount, wanted)
    const [reserve, another] = flows.filter(({ from }) => places.get(from)?.kind === 'out-of-reserve')
    const isPaid = reserve !== undefined && another === undefined && missing <= reserve.amountBaseUnits
    const amounts = flows.map((flow) => (isPaid && flow === reserve ? missing : (ofHotspots.get(flow.from) ?? 0n)))
    return amounts.every((amount) => amount >= 0n) && sumBaseUnits(amounts) === wanted ? amounts : null
  }
}

function sumOf(flows: readonly Flow[]): bigint {
  return sumBaseUnits(flows.map(({ amountBaseUnits }) => amountBaseUnits))
}
