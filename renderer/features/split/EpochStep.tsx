import { Badge, Button, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import type { Distribution, Epoch } from '#core/model/records'
import { numberText } from '#core/words/numberText'
import { openImportDrawer } from '../../platform/importDrawer'
import { Amount } from '../../ui/Amount'

interface EpochStepProps {
  epochs: Epoch[]
  distributions: Distribution[]
  chosenId: string | null
  onChoose: (epochId: string) => void
}

const STATUS = {
  none: { label: 'Not split', color: 'gray' },
  split: { label: 'Split, not signed', color: 'yellow' },
  signed: { label: 'Signed', color: 'green' },
}

/** Which period: one that was imported, or a new import. */
export function EpochStep({ epochs, distributions, chosenId, onChoose }: EpochStepProps) {
  const statusOf = new Map(distributions.map((distribution) => [distribution.epochId, distribution.status]))
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed">Choose the period to split, or import what the network paid.</Text>
        <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => openImportDrawer()}>
          Import rewards
        </Button>
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
          {epochs.map((epoch) => {
            const status = STATUS[statusOf.get(epoch.id) ?? 'none']
            return (
              <Table.Tr key={epoch.id} aria-selected={epoch.id === chosenId}>
                <Table.Td>
                  <Text fw={550} fz="sm">
                    {epoch.name}
                  </Text>
                  <Text fz="xs" c="dimmed">
                    {epoch.sourceFile}
                  </Text>
                </Table.Td>
                <Table.Td>{epoch.network}</Table.Td>
                <Table.Td ta="right">{numberText(epoch.contributionCount)}</Table.Td>
                <Table.Td ta="right">
                  <Amount baseUnits={epoch.totalBaseUnits} token={epoch.token} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={status.color} tt="none" autoContrast>
                    {status.label}
                  </Badge>
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-sm"
                    variant={epoch.id === chosenId ? 'filled' : 'default'}
                    onClick={() => onChoose(epoch.id)}
                    aria-label={`Choose ${epoch.name}`}
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
