import { Badge, Button, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconChartLine, IconFileImport } from '@tabler/icons-react'
import { Link } from 'wouter'
import { datesText } from '#core/model/periodDates'
import type { Closing, Distribution, Period } from '#core/model/records'
import { networkName } from '#core/networks/networkName'
import { numberText } from '#core/words/numberText'
import { openImportDrawer } from '../../platform/importDrawer'
import { Amount } from '../../ui/Amount'

interface PeriodStepProps {
  periods: Period[]
  distributions: Distribution[]
  closings: Closing[]
  chosenId: string | null
  onChoose: (periodId: string) => void
}

const STATUS = {
  none: { label: 'Not split', color: 'gray' },
  split: { label: 'Split, not signed', color: 'yellow' },
  closed: { label: 'Closed, not signed', color: 'yellow' },
  signed: { label: 'Signed', color: 'green' },
  paid: { label: 'Paid', color: 'green' },
}

/** Which period: one that was imported, or a new import. */
export function PeriodStep({ periods, distributions, closings, chosenId, onChoose }: PeriodStepProps) {
  const statusOf = new Map(distributions.map((distribution) => [distribution.periodId, distribution.status]))
  const closed = new Set(closings.map(({ periodId }) => periodId))
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed">Choose the period to split, or import what the network paid.</Text>
        <Group gap="xs">
          <Button variant="default" leftSection={<IconChartLine size={16} />} component={Link} href="/split?swings">
            Price swings
          </Button>
          <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => openImportDrawer()}>
            Import rewards
          </Button>
        </Group>
      </Group>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Period</Table.Th>
            <Table.Th>Network</Table.Th>
            <Table.Th ta="right">Rewards</Table.Th>
            <Table.Th ta="right">Total</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>
              <VisuallyHidden>Action</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {periods.map((period) => {
            const split = statusOf.get(period.id) ?? 'none'
            const status = STATUS[split !== 'signed' && split !== 'paid' && closed.has(period.id) ? 'closed' : split]
            return (
              <Table.Tr key={period.id} aria-selected={period.id === chosenId}>
                <Table.Td>
                  <Text fw={550} fz="sm">
                    {period.name}
                  </Text>
                  <Text fz="xs" c="dimmed">
                    {sourceOf(period)}
                  </Text>
                </Table.Td>
                <Table.Td>{networkName(period.network)}</Table.Td>
                <Table.Td ta="right">{numberText(period.contributionCount)}</Table.Td>
                <Table.Td ta="right">
                  <Amount baseUnits={period.totalBaseUnits} token={period.token} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={status.color} tt="none" autoContrast>
                    {status.label}
                  </Badge>
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-sm"
                    variant={period.id === chosenId ? 'filled' : 'default'}
                    onClick={() => onChoose(period.id)}
                    aria-label={`Choose ${period.name}`}
                  >
                    Choose
                  </Button>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}

/** Where it comes from, and for which time. */
function sourceOf({ sourceFile, start, end, corrects }: Period): string {
  const time = start && end ? `, ${datesText({ start, end })}` : ''
  return `${sourceFile}${time}${corrects ? ', a correction' : ''}`
}
