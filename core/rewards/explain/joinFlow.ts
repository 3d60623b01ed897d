/**
 * The flows of a split as a picture can hold them: the largest hotspots, agreements and members by name, the others joined and
 * never left out, so that what flows into a node flows out of it. Base units.
 */
import { compareBigints } from '../../model/money'
import type { SplitFile } from '../splitFile'
import { flowColumns } from './flowColumns'
import type { Flow, FlowGraph, FlowPlace } from './flowGraph'
import { type FlowStatus, flowWords, isWaiting } from './flowWords'

export interface FlowNode {
  id: string
  kind: FlowPlace['kind']
  label: string
  column: number
  amountBaseUnits: bigint
  /** Of members: whether what they are due is paid or waits; what nobody is paid waits too. */
  status: FlowStatus
  /** What it stands for: one place, or several that are joined. */
  places: FlowPlace[]
}

export interface FlowBand {
  from: string
  to: string
  amountBaseUnits: bigint
  status: FlowStatus
}

export interface JoinedFlow {
  /** Of each column the largest first, the joined ones last. */
  nodes: FlowNode[]
  bands: FlowBand[]
}

export interface JoinLimits {
  hotspots: number
  agreements: number
  members: number
}

const DRAWN_AT_MOST: JoinLimits = { hotspots: 8, agreements: 8, members: 10 }

/** @param flows those to show, of the graph: all, or what was traced */
export function joinFlow(
  split: SplitFile,
  graph: FlowGraph,
  flows: readonly Flow[],
  limits: JoinLimits = DRAWN_AT_MOST,
): JoinedFlow {
  const amounts = amountsOf(flows)
  const nodeOf = namer(split, graph, amounts, limits)
  const sums = new Map<string, Map<string, bigint>>()
  for (const { from, to, amountBaseUnits } of flows) {
    const [source, target] = [nodeOf(from), nodeOf(to)]
    if (source === target) continue
    const ofSource = sums.get(source) ?? new Map<string, bigint>()
    sums.set(source, ofSource)
    ofSource.set(target, (ofSource.get(target) ?? 0n) + amountBaseUnits)
  }
  const places = new Map<string, FlowPlace[]>()
  for (const id of amounts.keys()) {
    const place = graph.places.get(id)
    if (!place) continue
    const others = places.get(nodeOf(id))
    if (others) others.push(place)
    else places.set(nodeOf(id), [place])
  }
  const bandsOf = [...sums].flatMap(([from, targets]) =>
    [...targets].map(([to, amountBaseUnits]) => ({ from, to, amountBaseUnits })),
  )
  const columns = flowColumns(bandsOf)
  const nodeAmounts = amountsOf(bandsOf)
  const words = flowWords(split)
  const nodes = [...nodeAmounts].map(([id, amountBaseUnits]): FlowNode => {
    const ofNode = places.get(id) ?? []
    const kind = kindOfNode(ofNode)
    return {
      id,
      kind,
      label: words.label(id, kind, ofNode),
      column: columns.get(id) ?? 0,
      amountBaseUnits,
      status: words.status(kind, ofNode),
      places: ofNode,
    }
  })
  const status = new Map(nodes.map((node) => [node.id, node.status]))
  return { nodes: inReadingOrder(nodes, split), bands: bandsOf.map((band) => ({ ...band, status: status.get(band.to) ?? null })) }
}

/** What goes through each end of flows: what comes in or goes out, whichever is more. */
function amountsOf(flows: readonly Flow[]): Map<string, bigint> {
  const [into, out] = [new Map<string, bigint>(), new Map<string, bigint>()]
  for (const { from, to, amountBaseUnits } of flows) {
    out.set(from, (out.get(from) ?? 0n) + amountBaseUnits)
    into.set(to, (into.get(to) ?? 0n) + amountBaseUnits)
  }
  return new Map(
    [...new Set([...out.keys(), ...into.keys()])].map((id) => {
      const [came, went] = [into.get(id) ?? 0n, out.get(id) ?? 0n]
      return [id, came > went ? came : went]
    }),
  )
}

/** A function giving the node that a place is drawn in. */
function namer(
  split: SplitFile,
  graph: FlowGraph,
  amounts: ReadonlyMap<string, bigint>,
  limits: JoinLimits,
): (placeId: string) => string {
  const sums = { hotspot: new Map<string, bigint>(), agreement: new Map<string, bigint>(), member: new Map<string, bigint>() }
  for (const [id, amount] of amounts) {
    const place = graph.places.get(id)
    if (place?.kind !== 'hotspot' && place?.kind !== 'agreement' && place?.kind !== 'member') continue
    const ofKind = sums[place.kind]
    ofKind.set(place.key, (ofKind.get(place.key) ?? 0n) + amount)
  }
  const hotspots = largest(sums.hotspot, limits.hotspots)
  const agreements = largest(sums.agreement, limits.agreements)
  const members = largest(sums.member, limits.members)
  // Agreements that others give to keep their names: joined, they could stand before and after one at once.
  for (const { id, scope } of split.agreements) if (scope.kind === 'fed') agreements.add(id)
  const statusOf = new Map(split.members.map(({ id, status }) => [id, isWaiting(status) ? 'held' : 'paid']))
  const severalStages = new Set(
    split.agreements.flatMap((terms) => ('stages' in terms && terms.stages.length > 1 ? [terms.id] : [])),
  )
  const agreementNode = (id: string) => (agreements.has(id) ? `agreement:${id}` : 'agreements:others')
  const known = new Map<string, string>()
  return (placeId) => {
    let node = known.get(placeId)
    if (node === undefined) {
      node = nodeFor(placeId)
      known.set(placeId, node)
    }
    return node
  }

  function nodeFor(placeId: string): string {
    const place = graph.places.get(placeId)
    switch (place?.kind) {
      case 'hotspot':
        return hotspots.has(place.key) ? `hotspot:${place.key}` : 'hotspots:others'
      case 'agreement':
        return agreementNode(place.key)
      case 'stage':
        // A single stage is its agreement.
        return severalStages.has(place.key) && agreements.has(place.key)
          ? `stage:${place.key}\n${place.stageId}`
          : agreementNode(place.key)
      case 'member':
        return members.has(place.key) ? `member:${place.key}` : `members:${statusOf.get(place.key) ?? 'paid'}`
      default:
        return placeId
    }
  }
}

/** The largest by name; one more than the limit is named too, because "1 other" would say less in the same room. */
function largest(amounts: ReadonlyMap<string, bigint>, limit: number): Set<string> {
  const ranked = [...amounts].sort(([, one], [, other]) => compareBigints(other, one))
  return new Set(ranked.slice(0, ranked.length <= limit + 1 ? ranked.length : limit).map(([id]) => id))
}

function kindOfNode(places: readonly FlowPlace[]): FlowPlace['kind'] {
  // An agreement of one stage is drawn with it.
  return places.find(({ kind }) => kind === 'agreement')?.kind ?? places[0]?.kind ?? 'period'
}

/** Stages stand in the order of their agreements, so that bands cross as little as they can. */
function inReadingOrder(nodes: readonly FlowNode[], split: SplitFile): FlowNode[] {
  const amounts = new Map(
    nodes.map(({ kind, places, amountBaseUnits }) => [kind === 'agreement' ? places[0]?.key : '', amountBaseUnits]),
  )
  const stages = new Map(
    split.agreements.flatMap((terms) =>
      'stages' in terms ? terms.stages.map((stage, at): [string, number] => [`${terms.id}\n${stage.id}`, at]) : [],
    ),
  )
  const stageOf = ({ places: [place] }: FlowNode) => ({
    amount: amounts.get(place?.key ?? '') ?? 0n,
    key: place?.key ?? '',
    at: stages.get(`${place?.key}\n${place?.stageId}`) ?? 0,
  })
  return [...nodes].sort((one, other) => {
    if (one.column !== other.column) return one.column - other.column
    if (isJoined(one) !== isJoined(other)) return Number(isJoined(one)) - Number(isJoined(other))
    if (one.kind !== 'stage' || other.kind !== 'stage') return compareBigints(other.amountBaseUnits, one.amountBaseUnits)
    const [ours, theirs] = [stageOf(one), stageOf(other)]
    if (ours.key === theirs.key) return ours.at - theirs.at
    return compareBigints(theirs.amount, ours.amount)
  })
}

function isJoined({ id }: FlowNode): boolean {
  return /^(hotspots|agreements|members):/.test(id)
}
