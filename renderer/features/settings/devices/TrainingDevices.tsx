import { Button, Table, Text, Title } from '@mantine/core'
import { Link } from 'wouter'
import type { SerialPortInfo } from '#core/contract/consoleContract'

/** Devices that exist only inside the program, to learn on. */
export function TrainingDevices({ ports }: { ports: SerialPortInfo[] }) {
  return (
    <section aria-labelledby="training-title">
      <Title order={2} id="training-title" mb="xs">
        Training devices
      </Title>
      <Text mb="xs">
        They answer like real ones and can be chosen in the field. Their records say that they were simulated, and they never
        enter the fleet.
      </Text>
      <Table aria-label="Training devices" maw={720} mb="sm">
        <Table.Tbody>
          {ports.map((port) => (
            <Table.Tr key={port.path}>
              <Table.Td>{port.guess}</Table.Td>
              <Table.Td ff="monospace">{port.path}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button component={Link} href="/field" variant="default">
        Practise in the field
      </Button>
    </section>
  )
}
