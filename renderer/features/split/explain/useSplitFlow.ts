/** The flows of a split that the Explain step shows: all, or those through what was picked, with the way back. */
import { useEffect, useRef, useState } from 'react'
import { memberPlace } from '#core/rewards/explain/flowGraph'
import type { FlowPicture } from '#core/rewards/explain/flowPicture'
import type { FlowNode } from '#core/rewards/explain/joinFlow'
import type { SplitFile } from '#core/rewards/splitFile'
import { type DrawnFlow, type FlowWorker, startFlowWorker } from '../../../data/money/flowWorker'
import type { SankeyPick } from '../../../ui/Sankey'
import type { ShareSelection } from '../explainShare'

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
  /** Chosen in which picture: another may not have it. */
  const [chosen, setBand] = useState<{ band: SankeyPick; picture: FlowPicture } | null>(null)
  const focus = trail.at(-1) ?? null
  const drawn = useDrawnFlow(split, focus)
  const picture = drawn?.picture ?? null
  const nodes = picture?.nodes ?? []
  const band = chosen && chosen.picture === picture ? chosen.band : null

  function narrow(to: FlowFocus) {
    setBand(null)
    setTrail((before) => [...before.filter(({ nodeId }) => nodeId !== to.nodeId), to])
  }

  return {
    /** The last that was drawn; null until there is one. */
    picture,
    problem: drawn?.problem ?? null,
    /** What the picture is narrowed to: what was picked a moment ago may still be drawn. */
    drawnFocus: drawn?.focus ?? null,
    isBehind: drawn !== null && drawn.focus !== focus,
    trail,
    focus,
    /** What a band, a node or a row stands for; null for all. */
    selection: band ? selectionOf(nodes.filter(({ id }) => id === band.from || id === band.to)) : (focus?.selection ?? null),
    picked: band ?? (focus && { from: null, to: focus.nodeId }),
    /** Narrows to a node, chooses a band, or shows all again where the node is the whole period. */
    pick(pick: SankeyPick) {
      if (pick.from !== null) return setBand(picture && { band: pick, picture })
      const node = nodes.find(({ id }) => id === pick.to)
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

/** The last picture of the split, which stays until the next is drawn; null before the first. */
function useDrawnFlow(split: SplitFile, focus: FlowFocus | null): DrawnFlow<FlowFocus> | null {
  const worker = useRef<FlowWorker<FlowFocus> | null>(null)
  const [drawn, setDrawn] = useState<{ digest: string; flow: DrawnFlow<FlowFocus> } | null>(null)
  const digest = split.contentSha256
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same split read again is no reason to draw again
  useEffect(() => {
    worker.current = startFlowWorker<FlowFocus>(split, (flow) => setDrawn({ digest, flow }))
    return () => worker.current?.close()
  }, [digest])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another split has another worker, which is to be asked too
  useEffect(() => {
    // After the worker was started, in the order of the effects.
    worker.current?.ask(focus)
  }, [digest, focus])
  return drawn?.digest === digest ? drawn.flow : null
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
