import { Table, Text, Title } from '@mantine/core'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { Problem } from '#core/model/problem'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'

interface PortsTableProps {
  /** Null while the first look is under way. */
  ports: SerialPortInfo[] | null
  problem: Problem | null
}

/** Serial ports as they come and go. */
export function PortsTable({ ports, problem }: PortsTableProps) {
  return (
    <section aria-labelledby="ports-title">
      <Title order={2} id="ports-title" mb="xs">
        Serial ports now
      </Title>
      {problem && <ProblemAlert problem={problem} />}
      <DeviceObstacle of="ports" asked={ports} />
      {ports?.length === 0 && (
        <Text c="dimmed">
          No serial port is here. A device appears by itself when it is plugged in; if it does not, see below.
        </Text>
      )}
      {ports && ports.length > 0 && (
        <Table aria-label="Attached devices">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Port</Table.Th>
              <Table.Th>Probably, by its USB ids</Table.Th>
              <Table.Th>USB ids</Table.Th>
              <Table.Th>Serial number</Table.Th>
              <Table.Th ta="right">Speed</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ports.map((port) => (
              <Table.Tr key={port.path}>
                <Table.Td ff="monospace">{port.path}</Table.Td>
                <Table.Td>{port.guess ?? port.manufacturer ?? 'Unknown serial device'}</Table.Td>
                <Table.Td ff="monospace">
                  {port.vendorId === null ? 'none' : `${port.vendorId}:${port.productId ?? '????'}`}
                </Table.Td>
                <Table.Td ff="monospace">{port.serialNumber ?? 'none'}</Table.Td>
                <Table.Td ta="right">{port.baudRate} baud</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
