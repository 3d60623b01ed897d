import { Anchor, Badge, Button, Group, Select, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { PAYOUT_STAGES, type PayoutStage } from '#core/treasury/state/payoutStateModel'
import { dateTimeText } from '#core/words/dateText'
import { saveFile } from '../../../platform/saveFile'
import { Amount } from '../../../ui/Amount'
import { METHOD_NAMES } from './methodWords'
import { ofStage, type PayoutRow } from './payoutRows'
import { StageBadge, TrainingBadge } from './StageBadge'
import { STAGE_NAMES } from './stageWords'

const ALL = 'all'

/** Every payout with its stage and what to do next; the file of each is one click away. */
export function PayoutsList({ rows }: { rows: PayoutRow[] }) {
  const [stage, setStage] = useState<PayoutStage | null>(null)
  const shown = ofStage(rows, stage)
  const stages = PAYOUT_STAGES.filter((one) => ofStage(rows, one).length > 0)
  return (
    <>
      <Select
        label="Stage"
        w={220}
        allowDeselect={false}
        data={[
          { value: ALL, label: `All (${rows.length})` },
          ...stages.map((one) => ({ value: one, label: `${STAGE_NAMES[one]} (${ofStage(rows, one).length})` })),
        ]}
        value={stage ?? ALL}
        onChange={(value) => setStage(value === ALL ? null : (value as PayoutStage | null))}
      />
      <Table aria-label="Payouts">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Period</Table.Th>
            <Table.Th>Stage</Table.Th>
            <Table.Th>Next</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
            <Table.Th>Method</Table.Th>
            <Table.Th>Treasury</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th>
              <VisuallyHidden>Action</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

function Row({ row }: { row: PayoutRow }) {
  const { id, period, state, practice, next, amountBaseUnits, token, method, treasury, madeAt, file } = row
  return (
    <Table.Tr>
      <Table.Td fw={550}>
        {state ? (
          <Anchor component={Link} inherit href={`/treasury?tab=payouts&payout=${id}`}>
            {period}
          </Anchor>
        ) : (
          period
        )}
      </Table.Td>
      <Table.Td>
        {state ? (
          <StageBadge state={state} practice={practice} />
        ) : (
          <Group gap={6} wrap="nowrap">
            <Badge variant="light" color="gray" tt="none">
              Signed
            </Badge>
            {practice && <TrainingBadge />}
          </Group>
        )}
      </Table.Td>
      <Table.Td>{next}</Table.Td>
      <Table.Td ta="right">
        <Amount baseUnits={amountBaseUnits} token={token} />
      </Table.Td>
      <Table.Td>{method ? METHOD_NAMES[method] : 'Root, earlier version'}</Table.Td>
      <Table.Td>
        <Text span inherit ff={treasury.startsWith('0x') ? 'monospace' : undefined} style={{ overflowWrap: 'anywhere' }}>
          {treasury}
        </Text>
      </Table.Td>
      <Table.Td>{dateTimeText(madeAt)}</Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconDownload size={14} />}
          aria-label={`Save payout file of ${period}`}
          onClick={() => {
            const { name, text } = file()
            saveFile(name, text)
          }}
        >
          File
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
