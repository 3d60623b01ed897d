import { Badge, Button, Group, Stack, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { assertNever } from '#core/model/problem'
import type { SplitFile } from '#core/rewards/splitFile'
import { amountText } from '#core/words/amountText'
import { Sankey, type SankeyPick, type SankeyTone } from '../../ui/Sankey'
import { Conservation } from './Conservation'
import classes from './ExplainStep.module.css'
import type { ShareSelection } from './explainShare'
import { SharesTable } from './SharesTable'
import { buildSplitFlow, type FlowNode } from './splitFlow'
import { WhyPanel } from './WhyPanel'

interface ExplainStepProps {
  split: SplitFile
  onNext: () => void
}

/** The split as a picture and as a table that mirrors it; a band or a row answers "why". */
export function ExplainStep({ split, onNext }: ExplainStepProps) {
  const [picked, setPicked] = useState<SankeyPick | null>(null)
  const flow = useMemo(() => buildSplitFlow(split), [split])
  const nodes = useMemo(() => flow.nodes.map((node) => ({ ...node, ...drawn(node, split) })), [flow, split])
  const links = useMemo(() => flow.links.map((link) => ({ ...link, tone: tone(link.status) })), [flow])
  const selection = useMemo(() => (picked ? selectionOf(picked, flow.nodes) : null), [picked, flow])
  const memberNode = (memberId: string) => flow.nodes.find((node) => node.members.includes(memberId))
  const [memberId, setMemberId] = useState<string | null>(null)
  const shown: ShareSelection | null = memberId === null ? selection : { memberIds: [memberId], agreementIds: null }

  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Conservation split={split} />
        <Button flex="none" onClick={onNext}>
          Close the period
        </Button>
      </Group>
      <div className={classes.columns}>
        <div className={classes.left}>
          <section aria-labelledby="flow-title">
            <Group gap="xs">
              <Title order={2} id="flow-title">
                Where it goes
              </Title>
              <Badge variant="light" tt="none">
                paid
              </Badge>
              <Badge variant="light" color="yellow" tt="none">
                held or kept
              </Badge>
            </Group>
            <Sankey
              nodes={nodes}
              links={links}
              label="Flow of the period's rewards over agreements to members"
              height={Math.max(380, flow.nodes.filter((node) => node.kind === 'member').length * 42)}
              picked={memberId === null ? picked : { from: null, to: memberNode(memberId)?.id ?? '' }}
              onPick={(pick) => {
                setMemberId(null)
                setPicked(pick)
              }}
            />
          </section>
          <SharesTable
            split={split}
            pickedMemberId={memberId}
            onPick={(id) => {
              setPicked(null)
              setMemberId(id)
            }}
          />
        </div>
        <WhyPanel split={split} selection={shown} />
      </div>
    </Stack>
  )
}

function drawn(node: FlowNode, split: SplitFile): { column: number; note: string; tone: SankeyTone } {
  const amount = amountText(node.amountBaseUnits, split.token)
  switch (node.kind) {
    case 'period':
      return { column: 0, note: amount, tone: 'neutral' }
    case 'agreement':
      return { column: 1, note: amount, tone: 'neutral' }
    case 'member':
      return { column: 2, note: `${amount}, ${node.status}`, tone: tone(node.status) }
    default:
      return assertNever(node.kind)
  }
}

function tone(status: 'paid' | 'held' | null): SankeyTone {
  if (status === null) return 'neutral'
  return status === 'paid' ? 'accent' : 'waiting'
}

function selectionOf(pick: SankeyPick, nodes: readonly FlowNode[]): ShareSelection {
  const ends = nodes.filter((node) => node.id === pick.from || node.id === pick.to)
  const memberIds = ends.flatMap((node) => node.members)
  const agreementIds = ends.flatMap((node) => node.agreements)
  return {
    memberIds: memberIds.length === 0 ? null : memberIds,
    agreementIds: agreementIds.length === 0 ? null : agreementIds,
  }
}
