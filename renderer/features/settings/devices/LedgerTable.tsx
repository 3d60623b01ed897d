import { Table, Text, Title } from '@mantine/core'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { useCall } from '../useCall'

/** Ledgers that are attached, and the simulated one. */
export function LedgerTable() {
  const { value, problem } = useCall('ledger.list', {})
  return (
    <section aria-labelledby="ledgers-title">
      <Title order={2} id="ledgers-title" mb="xs">
        Ledgers now
      </Title>
      {problem && <ProblemAlert problem={problem} />}
      <DeviceObstacle of="ledger" asked={value} />
      {value?.length === 0 && <Text c="dimmed">No Ledger is attached, or it is locked.</Text>}
      {value && value.length > 0 && (
        <Table aria-label="Ledgers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Ledger</Table.Th>
              <Table.Th>Kind</Table.Th>
              <Table.Th>Path</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {value.map((ledger) => (
              <Table.Tr key={ledger.id}>
                <Table.Td>{ledger.name}</Table.Td>
                <Table.Td>{ledger.simulated ? 'Training, simulated' : 'Ledger'}</Table.Td>
                <Table.Td ff="monospace">{ledger.id}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
