import { Badge, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { removeDemoCooperative } from '../../data/cooperative/demoCooperative'
import { saveCooperativeSetting, useCooperative } from '../../data/cooperative/settings'
import { MayWrite } from '../../ui/access/MayWrite'
import { Code } from '../../ui/Code'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { Fact, FactTable } from './Fact'
import { useCall } from './useCall'

/** The cooperative's name, and the key that signs what this installation saw. */
export function CooperativePanel() {
  const cooperative = useCooperative()
  const { value: info, problem } = useCall('app.info', {})
  const [name, setName] = useState<string | null>(null)
  const [failure, setFailure] = useState<Problem | null>(null)

  async function attempt(work: () => Promise<void>) {
    try {
      await work()
      setFailure(null)
    } catch (thrown) {
      setFailure(asProblem(thrown))
    }
  }

  function save(event: FormEvent) {
    event.preventDefault()
    void attempt(async () => {
      const next = { name: name?.trim() ?? '', synthetic: cooperative?.synthetic ?? false }
      const act = { kind: 'cooperative', title: `Cooperative named ${next.name}` }
      await saveCooperativeSetting(act, cooperativeSetting, next)
      setName(null)
    })
  }

  return (
    <Stack gap="lg">
      {(failure ?? problem) && <ProblemAlert problem={(failure ?? problem) as Problem} />}
      <form onSubmit={save}>
        <Group align="flex-end">
          <TextInput
            label="Cooperative name"
            w={360}
            value={name ?? cooperative?.name ?? ''}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MayWrite tables={['cooperativeSettings']}>
            <Button type="submit" disabled={name === null || name.trim() === ''}>
              Save name
            </Button>
          </MayWrite>
        </Group>
      </form>
      {cooperative?.synthetic && (
        <Group>
          <Badge color="yellow" variant="light" tt="none">
            Demo cooperative: synthetic data
          </Badge>
          <Button variant="default" size="compact-sm" onClick={() => void attempt(removeDemoCooperative)}>
            Remove the demo cooperative
          </Button>
        </Group>
      )}
      {info && (
        <Stack gap="xs">
          <Title order={2}>This installation</Title>
          <FactTable label="This installation">
            <Fact name="Public key (Ed25519)">
              <Code value={info.publicKey} what="public key" whole />
            </Fact>
            <Fact name="Private key">{info.keyProtection}</Fact>
            <Fact name="Data folder">
              <Code value={info.dataDir} what="data folder" whole />
            </Fact>
          </FactTable>
          <Text fz="sm" c="dimmed" maw={720}>
            Provisioning records are signed with this key. Give its public half to whoever checks your records.
          </Text>
        </Stack>
      )}
    </Stack>
  )
}
