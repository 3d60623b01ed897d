import { Button, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { type NetworkName, networkNameOf } from '#core/provisioning/session/networkName'
import { consoleClient } from '../../../platform/consoleClient'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { useCall } from '../useCall'

const KEPT = {
  memory: 'In memory, until the program ends',
  keychain: "In this system's keychain",
}

/** Networks whose password is at hand. Passwords themselves are never shown. */
export function KeptPasswords() {
  const { value, problem, reload } = useCall('secrets.list', {})
  const [refusal, setRefusal] = useState<Problem | null>(null)

  async function forget(network: NetworkName) {
    try {
      await consoleClient.call('secrets.forget', networkNameOf(network))
      setRefusal(null)
      await reload()
    } catch (thrown) {
      setRefusal(asProblem(thrown))
    }
  }

  return (
    <section aria-labelledby="passwords-title">
      <Title order={2} id="passwords-title" mb="xs">
        Wi-Fi passwords at hand
      </Title>
      {problem && <ProblemAlert problem={problem} />}
      {refusal && <ProblemAlert problem={refusal} onClose={() => setRefusal(null)} />}
      {value?.networks.length === 0 && (
        <Text c="dimmed">None. A password is kept only when the technician asks for it while connecting a device.</Text>
      )}
      {value && value.networks.length > 0 && (
        <Table aria-label="Networks with a kept password" maw={720}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Network</Table.Th>
              <Table.Th>Kept</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {value.networks.map((network) => (
              <Table.Tr key={`${network.kept}:${network.ssid}:${network.ssidHex ?? ''}`}>
                <Table.Td>{network.ssid}</Table.Td>
                <Table.Td>{KEPT[network.kept]}</Table.Td>
                <Table.Td ta="right">
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Forget ${network.ssid}`}
                    onClick={() => void forget(network)}
                  >
                    Forget
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {value?.keychainProblem && (
        <Text c="dimmed" mt="xs">
          {value.keychainProblem}
        </Text>
      )}
    </section>
  )
}
