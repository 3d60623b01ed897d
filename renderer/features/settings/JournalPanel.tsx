import { Alert, Badge, Group, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { dateTimeText } from '#core/words/dateText'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { useCall } from './useCall'

/** What main wrote down of money and devices, each entry chained to the one before it. */
export function JournalPanel() {
  const { value, problem } = useCall('journal.list', { limit: 200 })
  if (problem) return <ProblemAlert problem={problem} />
  if (!value) return null
  return (
    <Stack gap="sm">
      {value.intact ? (
        <Group gap="xs">
          <Badge color="green" variant="light" tt="none" leftSection={<IconCheck size={12} />}>
            Chain intact
          </Badge>
          <Text c="dimmed">{value.total} entries; each holds the hash of the one before it.</Text>
        </Group>
      ) : (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle />}
          title={`The journal was changed at entry ${value.brokenAt}: keep the file and compare it with a backup.`}
        />
      )}
      {value.entries.length === 0 ? (
        <Text c="dimmed">Nothing yet: steps on devices and signatures will be written here as they happen.</Text>
      ) : (
        <ScrollArea>
          <Table aria-label="Journal">
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right">No.</Table.Th>
                <Table.Th>When</Table.Th>
                <Table.Th>What</Table.Th>
                <Table.Th>Details</Table.Th>
                <Table.Th>Hash</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {value.entries.map((entry) => (
                <Table.Tr key={entry.seq}>
                  <Table.Td ta="right">{entry.seq}</Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTimeText(entry.at)}</Table.Td>
                  <Table.Td>{entry.kind}</Table.Td>
                  <Table.Td ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
                    {JSON.stringify(entry.data).slice(0, 240)}
                  </Table.Td>
                  <Table.Td ff="monospace" fz="xs">
                    {entry.hash.slice(0, 10)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Stack>
  )
}
