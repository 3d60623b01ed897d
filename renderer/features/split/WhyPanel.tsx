import { Box, Group, Paper, Text, Title } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { countText } from '#core/words/countText'
import { Amount } from '../../ui/Amount'
import classes from './ExplainStep.module.css'
import { MemberWhy } from './explain/MemberWhy'
import { TermsWhy } from './explain/TermsWhy'
import type { Comparison } from './explain/useComparison'
import { type ExplainedRow, explainShare, type ShareExplanation, type ShareSelection } from './explainShare'

interface WhyPanelProps {
  split: SplitFile
  selection: ShareSelection | null
  /** Of one stage of an agreement: which. */
  stageId: string | null
  comparison: Comparison
}

const ROW_PX = 46

/** Why: how an amount came about stage by stage, what changed since before, and the hotspots behind it. */
export function WhyPanel({ split, selection, stageId, comparison }: WhyPanelProps) {
  const [memberId, agreementId] = [onlyMember(split, selection), onlyAgreement(selection)]
  const why = useMemo(() => (selection ? explainShare(split, selection) : null), [split, selection])
  return (
    <Paper withBorder p="md" className={classes.why} component="section" aria-labelledby="why-title">
      <Title order={2} id="why-title">
        Why
      </Title>
      {!selection || !why ? (
        <Text fz="sm" c="dimmed" mt={4}>
          Choose a band, a name or a row of the table: here you see how it comes about stage by stage, why it is more or less than
          before, and which hotspots it comes from.
        </Text>
      ) : (
        <>
          <Text fz="sm" fw={600} mt={4}>
            {selectionTitle(split, selection)}
          </Text>
          <Text fz="sm" c="dimmed" aria-live="polite">
            {stageId === null ? (
              <>
                <Amount baseUnits={why.amountBaseUnits} token={split.token} /> from {countText(why.hotspots, 'hotspot')}
                {why.roundedUnits > 0 && `; ${countText(why.roundedUnits, 'rounding unit')}`}
              </>
            ) : (
              'One stage of the agreement.'
            )}
          </Text>
          {(memberId ?? agreementId) !== null && (
            <Box component="section" className={classes.facts} aria-label="How it comes about" tabIndex={0}>
              {memberId !== null && <MemberWhy split={split} memberId={memberId} comparison={comparison} />}
              {memberId === null && agreementId !== null && (
                <TermsWhy split={split} agreementId={agreementId} stageId={stageId} />
              )}
            </Box>
          )}
          {stageId === null && <WhyRows split={split} why={why} namesMember={selection.memberIds?.length !== 1} />}
        </>
      )}
    </Paper>
  )
}

interface WhyRowsProps {
  split: SplitFile
  why: ShareExplanation
  /** Rows of one member need not repeat the name. */
  namesMember: boolean
}

function WhyRows({ split, why, namesMember }: WhyRowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: why.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })
  return (
    <Box
      component="section"
      ref={scroller}
      className={classes.rows}
      tabIndex={0}
      aria-label="Hotspots behind it, largest share first"
    >
      <div className={classes.spacer} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const row = why.rows[item.index]
          return row && <WhyRow key={item.key} row={row} split={split} top={item.start} namesMember={namesMember} />
        })}
      </div>
    </Box>
  )
}

interface WhyRowProps {
  row: ExplainedRow
  split: SplitFile
  top: number
  namesMember: boolean
}

function WhyRow({ row, split, top, namesMember }: WhyRowProps) {
  return (
    <div className={classes.row} style={{ top, height: ROW_PX }}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fz="sm" truncate>
          {row.hotspotName || row.hotspotKey}
        </Text>
        <Text fz="sm">
          <Amount baseUnits={row.shareBaseUnits} token={split.token} />
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fz="xs" c="dimmed" truncate>
          {namesMember ? `${row.memberName}, ` : ''}
          {row.agreementName}
          {row.percent === null ? ', of' : `: ${row.percent} % of`}{' '}
          <Amount baseUnits={row.hotspotBaseUnits} token={split.token} />
        </Text>
        <Text fz="xs" c="dimmed" className="figures">
          {row.roundedUp ? '+1 rounding unit' : ''}
        </Text>
      </Group>
    </div>
  )
}

/** The one member that a selection is all of. */
function onlyMember({ members }: SplitFile, selection: ShareSelection | null): string | null {
  if (selection?.memberIds?.length !== 1 || selection.agreementIds || selection.hotspotKeys) return null
  return members.find(({ id }) => id === selection.memberIds?.[0])?.id ?? null
}

function onlyAgreement(selection: ShareSelection | null): string | null {
  if (selection?.agreementIds?.length !== 1 || selection.memberIds || selection.hotspotKeys) return null
  return selection.agreementIds[0] ?? null
}

function selectionTitle(split: SplitFile, { memberIds, agreementIds, hotspotKeys }: ShareSelection): string {
  const hotspots = hotspotKeys && nameAll(hotspotKeys, hotspotNames(split), 'hotspots')
  const members = memberIds && nameAll(memberIds, split.members, 'members')
  const agreements = agreementIds && nameAll(agreementIds, split.agreements, 'agreements')
  const who = members && agreements ? `${members} under ${agreements}` : (members ?? agreements)
  if (who && hotspots) return `${who}, of ${hotspots}`
  return who ?? hotspots ?? periodOf(split).name
}

function hotspotNames({ rows }: SplitFile): { id: string; name: string }[] {
  return rows.map(({ hotspotKey, name }) => ({ id: hotspotKey, name: name || hotspotKey }))
}

function nameAll(ids: string[], all: readonly { id: string; name: string }[], plural: string): string {
  return ids.length === 1 ? (all.find((one) => one.id === ids[0])?.name ?? ids[0] ?? '') : `${ids.length} ${plural}`
}
