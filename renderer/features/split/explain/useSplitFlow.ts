/** The flows of a split that the Explain step shows: all, or those through what was picked, with the way back. */
import { useMemo, useState } from 'react'
import { type Flow, flowGraph, memberPlace } from '#core/rewards/explain/flowGraph'
import { createLaidShares } from '#core/rewards/explain/laidShares'
import { sharedIn } from '#core/rewards/explain/sharedIn'
import { allFlows, traceFlow } from '#core/rewards/explain/traceFlow'
import type { SplitFile } from '#core/rewards/splitFile'
import type { SankeyPick } from '../../../ui/Sankey'
import type { ShareSelection } from '../explainShare'
import { type FlowNode, joinFlow } from './joinFlow'

/** What the picture is narrowed to. */
export interface FlowFocus {
  nodeId: string
  label: string
  placeIds: string[]
  selection: ShareSelection
  /** Of one stage: which. */
  stageId: string | null
}

export function useSplitFlow(split: SplitFile) {
  const [trail, setTrail] = useState<FlowFocus[]>([])
  const [band, setBand] = useState<SankeyPick | null>(null)
  const whole = useMemo(() => {
    const shared = sharedIn(split)
    return { graph: flowGraph(split, shared), laid: createLaidShares(split, shared.shared) }
  }, [split])
  const focus = trail.at(-1) ?? null
  const flows = useMemo(
    () => (focus ? traceFlow(whole.graph, focus.placeIds, whole.laid) : allFlows(whole.graph)),
    [whole, focus],
  )
  const memberAmounts = useMemo(
    () => (focus && whole.graph.below.length === 0 ? amountsOfMembers(flows) : null),
    [flows, focus, whole],
  )
  const joined = useMemo(() => joinFlow(split, whole.graph, flows), [split, whole, flows])

  function narrow(to: FlowFocus) {
    setBand(null)
    setTrail((before) => [...before.filter(({ nodeId }) => nodeId !== to.nodeId), to])
  }

  return {
    ...joined,
    /** What the narrowed picture gives each member, by id; null where all is shown, as where a correction takes back too. */
    memberAmounts,
    below: whole.graph.below,
    trail,
    focus,
    /** What a band, a node or a row stands for; null for all. */
    selection: band
      ? selectionOf(joined.nodes.filter(({ id }) => id === band.from || id === band.to))
      : (focus?.selection ?? null),
    picked: band ?? (focus && { from: null, to: focus.nodeId }),
    /** Narrows to a node, chooses a band, or shows all again where the node is the whole period. */
    pick(pick: SankeyPick) {
      if (pick.from !== null) return setBand(pick)
      const node = joined.nodes.find(({ id }) => id === pick.to)
      if (!node || node.kind === 'period') return this.showAll()
      narrow(focusOf(node))
    },
    pickMember(memberId: string, name: string) {
      const selection = { memberIds: [memberId], agreementIds: null, hotspotKeys: null }
      narrow({ nodeId: `member:${memberId}`, label: name, placeIds: [memberPlace(memberId)], selection, stageId: null })
    },
    /** Back to one of those that it was narrowed to before. */
    goBack(depth: number) {
      setBand(null)
      setTrail(trail.slice(0, depth))
    },
    showAll() {
      setBand(null)
      setTrail([])
    },
  }
}

export type SplitFlow = ReturnType<typeof useSplitFlow>

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

function focusOf(node: FlowNode): FlowFocus {
  return {
    nodeId: node.id,
    label: node.label,
    placeIds: node.places.map(({ id }) => id),
    selection: selectionOf([node]),
    stageId: node.kind === 'stage' ? (node.places[0]?.stageId ?? null) : null,
  }
}

function selectionOf(nodes: readonly FlowNode[]): ShareSelection {
  const places = nodes.flatMap((node) => node.places)
  const keys = (...kinds: string[]) => {
    const found = new Set(places.filter(({ kind }) => kinds.includes(kind)).map(({ key }) => key))
    return found.size > 0 ? [...found] : null
  }
  const reserves = keys('reserve')?.map((name) => `Reserve ${name}`) ?? []
  const members = [...(keys('member') ?? []), ...reserves]
  return {
    memberIds: members.length > 0 ? members : null,
    agreementIds: keys('agreement', 'stage'),
    hotspotKeys: keys('hotspot'),
  }
}
