import { useElementSize } from '@mantine/hooks'
import { sankey, sankeyLinkHorizontal } from 'd3-sankey'
import { type KeyboardEvent, useMemo } from 'react'
import { sumBaseUnits } from '#core/model/money'
import { clipText } from '#core/words/clipText'
import classes from './Sankey.module.css'

export type SankeyTone = 'neutral' | 'accent' | 'waiting'

export interface SankeyNode {
  id: string
  column: number
  label: string
  /** Second line: the amount, and words for what the colour says. */
  note: string
  tone: SankeyTone
}

export interface SankeyLink {
  from: string
  to: string
  amountBaseUnits: bigint
  tone: SankeyTone
}

export interface SankeyPick {
  from: string | null
  to: string
}

interface SankeyProps {
  nodes: SankeyNode[]
  links: SankeyLink[]
  /** What the picture shows, for those who cannot see it; a table beside it carries the figures. */
  label: string
  height: number
  /** A word over each column, from the left. */
  headings: readonly string[]
  picked: SankeyPick | null
  /** A node was picked (`from` null) or a band. */
  onPick: (pick: SankeyPick) => void
}

const NODE_WIDTH = 12
const LABEL_ROOM = 190
const LEAST_LABEL_PX = 40
const HEADING_ROOM = 26
/** About what a letter of a label takes. */
const LETTER_PX = 6.6
const NOTE_LETTER_PX = 6

/** Flows from left to right, as wide as their amounts. Floats here are pixels; the amounts stay exact outside. */
export function Sankey({ nodes, links, label, height, headings, picked, onPick }: SankeyProps) {
  const { ref, width } = useElementSize()
  const layout = useMemo(() => (width > LABEL_ROOM ? layOut(nodes, links, width, height) : null), [nodes, links, width, height])
  const isPicked = (pick: SankeyPick) => picked?.from === pick.from && picked.to === pick.to
  const handlers = (pick: SankeyPick) => ({
    role: 'button' as const,
    'aria-pressed': isPicked(pick),
    onClick: () => onPick(pick),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      onPick(pick)
    },
  })
  return (
    <figure ref={ref} className={classes.root}>
      {layout && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} data-chart="">
          <title>{label}</title>
          {layout.columns.map(({ column, x }) => (
            <text key={column} x={x} y={14} className={classes.heading}>
              {headings[column]}
            </text>
          ))}
          {layout.links.map((link) => (
            <path
              key={`${link.from}>${link.to}`}
              className={classes.link}
              data-tone={link.tone}
              d={link.path}
              strokeWidth={Math.max(1, link.width)}
              tabIndex={-1}
              aria-label={link.title}
              {...handlers({ from: link.from, to: link.to })}
            >
              <title>{link.title}</title>
            </path>
          ))}
          {layout.nodes.map((node) => (
            <g
              key={node.id}
              className={classes.node}
              data-tone={node.tone}
              tabIndex={0}
              {...handlers({ from: null, to: node.id })}
            >
              <title>{`${node.label}: ${node.note}`}</title>
              <rect x={node.x} y={node.y} width={NODE_WIDTH} height={Math.max(1, node.height)} rx={2} />
              <text x={node.x + NODE_WIDTH + 8} y={node.y + node.height / 2 - 2} className={classes.label}>
                {clipText(node.label, Math.floor(node.labelPx / LETTER_PX))}
              </text>
              <text x={node.x + NODE_WIDTH + 8} y={node.y + node.height / 2 + 12} className={classes.note}>
                {clipText(node.note, Math.floor(node.labelPx / NOTE_LETTER_PX))}
              </text>
            </g>
          ))}
        </svg>
      )}
    </figure>
  )
}

function layOut(nodes: SankeyNode[], links: SankeyLink[], width: number, height: number) {
  const whole = sumBaseUnits(links.map((link) => link.amountBaseUnits)) || 1n
  const graph = sankey<SankeyNode, SankeyLink>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    .nodeSort(null)
    // Bands leave and come in the order of the nodes, so that those of one node do not cross.
    .linkSort((one, other) => placeOf(one.source) - placeOf(other.source) || placeOf(one.target) - placeOf(other.target))
    .nodeWidth(NODE_WIDTH)
    .nodePadding(28)
    .extent([
      [1, HEADING_ROOM + 4],
      [width - LABEL_ROOM, height - 16],
    ])({
    nodes: nodes.map((node) => ({ ...node })),
    links: links.map((link) => ({
      ...link,
      source: link.from,
      target: link.to,
      value: Math.max(1e-6, Number((link.amountBaseUnits * 1_000_000_000n) / whole) / 1e9),
    })),
  })
  const path = sankeyLinkHorizontal<SankeyNode, SankeyLink>()
  const labels = new Map(nodes.map((node) => [node.id, node.label]))
  const columns = [...new Map(graph.nodes.map(({ column, x0 = 0 }) => [column, x0]))]
    .map(([column, x]) => ({ column, x }))
    .sort((one, other) => one.column - other.column)
  const roomAfter = (x: number) => (columns.find((column) => column.x > x)?.x ?? x + LABEL_ROOM) - x - NODE_WIDTH - 14
  return {
    columns,
    nodes: graph.nodes.map((node) => ({
      ...node,
      x: node.x0 ?? 0,
      y: node.y0 ?? 0,
      height: (node.y1 ?? 0) - (node.y0 ?? 0),
      labelPx: Math.max(LEAST_LABEL_PX, roomAfter(node.x0 ?? 0)),
    })),
    links: graph.links.map((link) => ({
      from: link.from,
      to: link.to,
      tone: link.tone,
      width: link.width ?? 0,
      path: path(link) ?? '',
      title: `${labels.get(link.from) ?? ''} to ${labels.get(link.to) ?? ''}`,
    })),
  }
}

/** While it is laid out an end of a band is a node with its position among them. */
function placeOf(end: number | string | { index?: number }): number {
  return typeof end === 'object' ? (end.index ?? 0) : 0
}
