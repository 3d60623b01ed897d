import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { JoinRequest } from '#core/sync/joining/joinRequest'
import { openJoinRequest } from '../../../data/sync/access/admitting'
import type { Installation } from '../../../data/sync/access/installations'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { DocumentIn } from '../documents/DocumentIn'
import { Fingerprint } from '../documents/Fingerprint'
import { useStrangers } from '../useStrangers'

interface AdmitPartProps {
  installations: readonly Installation[]
  /** @param request null where the key was only found at a place */
  onAdmit: (key: string, request: JoinRequest | null) => void
}

/** An admin admits a laptop by its request, or by what it wrote at a place without having been admitted. */
export function AdmitPart({ installations, onAdmit }: AdmitPartProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const strangers = useStrangers(installations)

  async function open(text: () => Promise<string>) {
    try {
      setProblem(null)
      const request = await openJoinRequest(await text())
      onAdmit(request.publicKey, request)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="xs" component="section" aria-labelledby="admit-title">
      <Title order={2} id="admit-title">
        Admit a laptop
      </Title>
      <Text maw={720}>
        The new laptop makes a request under Sync, Places. Open it, compare the digits aloud, and hand over the welcome.
      </Text>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <DocumentIn what="a request to join" onOpen={(text) => void open(text)} isPrimary />
      {strangers.length > 0 && (
        <Table aria-label="Laptops that wait for an admin" layout="fixed" maw={720}>
          <Table.Tbody>
            {strangers.map(({ publicKey: key }) => (
              <Table.Tr key={key}>
                <Table.Td>A laptop that nobody has admitted wrote at a place; nothing of it is read.</Table.Td>
                <Table.Td w={320}>
                  <Fingerprint of={key} what="a laptop that waits" />
                </Table.Td>
                <Table.Td w={100}>
                  <Group justify="flex-end">
                    <Button size="compact-sm" variant="default" onClick={() => onAdmit(key, null)}>
                      Admit
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}
