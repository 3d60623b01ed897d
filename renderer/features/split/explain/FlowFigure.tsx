import { Anchor, Badge, Breadcrumbs, Button, Center, Group, Loader, Text } from '@mantine/core'
import { useMemo } from 'react'
import { csvDecimal } from '#core/files/csvText'
import { formatAmount, sumBaseUnits } from '#core/model/money'
import type { Problem } from '#core/model/problem'
import type { FlowPicture } from '#core/rewards/explain/flowPicture'
import type { FlowStatus } from '#core/rewards/explain/flowWords'
import type { FlowNode } from '#core/rewards/explain/joinFlow'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { amountText, groupWhole } from '#core/words/amountText'
import { countText } from '#core/words/countText'
import { fileStem } from '../../../platform/fileStem'
import { ChartFigure } from '../../../ui/ChartFigure'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { Sankey, type SankeyTone } from '../../../ui/Sankey'
import type { SplitFlow } from './useSplitFlow'

interface FlowFigureProps {
  split: SplitFile
  flow: SplitFlow
  onProblem: (problem: Problem) => void
}

const NODE_ROOM_PX = 42
const LEAST_HEIGHT_PX = 380

const HEADINGS: Record<FlowNode['kind'], string> = {
  period: 'Period',
  hotspot: 'Hotspots',
  agreement: 'Agreements',
  stage: 'Stages',
  member: 'Members',
  reserve: 'Reserves',
  dust: 'Nobody',
  before: 'From before',
  'out-of-reserve': 'Reserves',
}

/** The split as a picture that narrows to what is picked in it. */
export function FlowFigure({ split, flow, onProblem }: FlowFigureProps) {
  const { picture, problem, isBehind, trail } = flow
  return (
    <section
      aria-label="Where it goes, as a picture"
      aria-busy={isBehind || !(picture || problem)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || trail.length === 0) return
        event.stopPropagation()
        flow.goBack(trail.length - 1)
      }}
    >
      {problem && <ProblemAlert problem={problem} />}
      {picture && <FlowChart split={split} flow={flow} picture={picture} onProblem={onProblem} />}
      {!picture && !problem && (
        <Center h={LEAST_HEIGHT_PX}>
          <Loader size="sm" role="status" aria-label="Drawing where it goes" />
        </Center>
      )}
    </section>
  )
}

function FlowChart({ split, flow, picture, onProblem }: FlowFigureProps & { picture: FlowPicture }) {
  const { nodes, bands, below } = picture
  const drawn = useMemo(
    () =>
      nodes.map((node) => ({
        ...node,
        note: `${groupWhole(formatAmount(node.amountBaseUnits, split.token.decimals))}${node.status === 'held' && node.kind === 'member' ? ', held' : ''}`,
        tone: tone(node.status),
      })),
    [nodes, split],
  )
  const links = useMemo(() => bands.map((band) => ({ ...band, tone: tone(band.status) })), [bands])
  const headings = useMemo(() => headingsOf(nodes), [nodes])
  const inColumn = Math.max(...headings.map((_, column) => nodes.filter((node) => node.column === column).length), 0)
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.label ?? id
  const table = () => [
    ['From', 'To', `Amount in ${split.token.symbol}`],
    ...bands.map(({ from, to, amountBaseUnits }) => [
      nameOf(from),
      nameOf(to),
      csvDecimal(formatAmount(amountBaseUnits, split.token.decimals)),
    ]),
  ]
  return (
    <ChartFigure title="Where it goes" fileName={`${fileStem(periodOf(split).name)}-flow`} table={table} onProblem={onProblem}>
      <Group justify="space-between" mih={28}>
        <Trail flow={flow} name={periodOf(split).name} symbol={split.token.symbol} />
        <Group gap="xs">
          <Badge variant="light" tt="none">
            paid
          </Badge>
          <Badge variant="light" color="yellow" tt="none">
            held or kept
          </Badge>
        </Group>
      </Group>
      {nodes.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing flows here: all amounts are zero or below.
        </Text>
      ) : (
        <Sankey
          nodes={drawn}
          links={links}
          headings={headings}
          label="Flow of the period's rewards from hotspots over agreements and their stages to members"
          height={Math.max(LEAST_HEIGHT_PX, inColumn * NODE_ROOM_PX)}
          picked={flow.picked}
          onPick={(pick) => flow.pick(pick)}
        />
      )}
      {below.length > 0 && (
        <Text fz="xs" c="dimmed">
          A correction: what is drawn is what it gives more. {countText(below.length, 'flow')} below zero,{' '}
          {amountText(sumBaseUnits(below.map(({ amountBaseUnits }) => amountBaseUnits)), split.token)} over all columns, cannot be
          drawn and stand in the table.
        </Text>
      )}
    </ChartFigure>
  )
}

function Trail({ flow, name, symbol }: { flow: SplitFlow; name: string; symbol: string }) {
  const { trail } = flow
  if (trail.length === 0) {
    return (
      <Text fz="xs" c="dimmed">
        Amounts in {symbol}. Pick a name to see only what flows through it.
      </Text>
    )
  }
  return (
    <Group gap="sm">
      <Breadcrumbs separatorMargin={6} aria-label="Narrowed to">
        <Anchor component="button" type="button" fz="sm" onClick={() => flow.showAll()}>
          {name}
        </Anchor>
        {trail.map(({ nodeId, label }, at) =>
          at === trail.length - 1 ? (
            <Text key={nodeId} fz="sm" fw={600}>
              {label}
            </Text>
          ) : (
            <Anchor key={nodeId} component="button" type="button" fz="sm" onClick={() => flow.goBack(at + 1)}>
              {label}
            </Anchor>
          ),
        )}
      </Breadcrumbs>
      <Button size="compact-xs" variant="default" onClick={() => flow.showAll()}>
        Show all
      </Button>
    </Group>
  )
}

/** What most nodes of a column are. */
function headingsOf(nodes: readonly FlowNode[]): string[] {
  const headings: string[] = []
  for (const { column, kind } of nodes) headings[column] ??= HEADINGS[kind]
  return headings
}

function tone(status: FlowStatus): SankeyTone {
  if (status === null) return 'neutral'
  return status === 'paid' ? 'accent' : 'waiting'
}
