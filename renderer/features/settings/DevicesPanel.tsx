import { List, Stack, Table, Text, Title } from '@mantine/core'
import { Code } from '../../ui/Code'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { useCall } from './useCall'

const LINUX_STEPS = [
  { why: 'Serial ports: join the group that owns them, then log in again.', command: 'sudo usermod -aG dialout $USER' },
  {
    why: 'Ledger: install the rule that ships in resources/udev, then plug the Ledger in again.',
    command: 'sudo cp resources/udev/*.rules /etc/udev/rules.d/',
  },
  { why: 'Make the rule known without a restart.', command: 'sudo udevadm control --reload-rules' },
]

/** What is attached now, and what each system asks for before it lets us near it. */
export function DevicesPanel() {
  const ports = useCall('devices.listPorts', {})
  const ledgers = useCall('ledger.list', {})
  return (
    <Stack gap="md">
      {ports.problem && <ProblemAlert problem={ports.problem} />}
      {ledgers.problem && <ProblemAlert problem={ledgers.problem} />}
      <Title order={2}>Attached now</Title>
      <Table aria-label="Attached devices" maw={960}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Device</Table.Th>
            <Table.Th>What it probably is</Table.Th>
            <Table.Th>Kind</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(ports.value ?? []).map((port) => (
            <Table.Tr key={port.path}>
              <Table.Td ff="monospace">{port.path}</Table.Td>
              <Table.Td>{port.guess ?? port.manufacturer ?? 'Unknown serial device'}</Table.Td>
              <Table.Td>{port.simulated ? 'Training, simulated' : 'Serial port'}</Table.Td>
            </Table.Tr>
          ))}
          {(ledgers.value ?? []).map((ledger) => (
            <Table.Tr key={ledger.id}>
              <Table.Td ff="monospace">{ledger.id}</Table.Td>
              <Table.Td>{ledger.name}</Table.Td>
              <Table.Td>{ledger.simulated ? 'Training, simulated' : 'Ledger'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={2}>On Linux</Title>
      <List spacing="xs">
        {LINUX_STEPS.map((step) => (
          <List.Item key={step.command}>
            <Text>{step.why}</Text>
            <Code value={step.command} what="command" whole />
          </List.Item>
        ))}
      </List>
      <Text c="dimmed" maw={720}>
        macOS and Windows need no rule. If a port is missing there, install the driver of the USB chip (CP210x, CH340 or FTDI).
      </Text>
    </Stack>
  )
}
