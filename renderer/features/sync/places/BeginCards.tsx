import { Button, Card, Checkbox, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { SyncPlace } from '#core/contract/syncCalls'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { dateText } from '#core/words/dateText'
import { useCooperative } from '../../../data/cooperative/settings'
import { foundCooperativeHere, joinCooperative } from '../../../data/sync/joining'
import { type PreparedFounding, prepareFounding } from '../../../data/sync/recovery'
import { lookAtPlace } from '../../../data/sync/syncPlace'
import { runJob } from '../../../platform/jobs'
import { ChooseFolder } from '../../../ui/ChooseFolder'
import { Fingerprint } from '../documents/Fingerprint'
import { ChooseServer } from './ChooseServer'
import { JoinByRequest } from './JoinByRequest'
import { RecoveryFileDialog } from './RecoveryFileDialog'

interface BeginCardsProps {
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>
  choose: (path: string | null) => Promise<SyncPlace | null>
  addServer: (file: File) => Promise<SyncPlace | null>
}

/** The two ways to begin: this laptop is the cooperative's first, or others are there already. */
export function BeginCards({ attempt, ...ways }: BeginCardsProps) {
  return (
    <SimpleGrid cols={2} maw={1100}>
      <FoundCard attempt={attempt} />
      <JoinCard attempt={attempt} {...ways} />
    </SimpleGrid>
  )
}

function FoundCard({ attempt }: Pick<BeginCardsProps, 'attempt'>) {
  const cooperative = useCooperative()
  const [typed, setTyped] = useState<string | null>(null)
  const [withRecovery, setWithRecovery] = useState(true)
  const [prepared, setPrepared] = useState<PreparedFounding | null>(null)
  const name = typed ?? (cooperative?.synthetic ? '' : (cooperative?.name ?? ''))
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!withRecovery) void attempt(() => foundCooperativeHere(name.trim()))
    else void attempt(() => prepareFounding(name.trim())).then(setPrepared)
  }
  return (
    <Card withBorder component="form" onSubmit={submit}>
      <Stack gap="sm">
        <Title order={2}>This is the first laptop</Title>
        <Text>
          Found the cooperative here. This laptop is its first admin, and what is recorded here becomes the cooperative’s.
        </Text>
        <TextInput label="Name of the cooperative" value={name} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Checkbox
          label="With a recovery file"
          description="The founder’s key goes into a file that you keep off every laptop. It brings an admin back when laptops are lost, and stands above whoever steals one."
          checked={withRecovery}
          onChange={(event) => setWithRecovery(event.currentTarget.checked)}
        />
        <Button type="submit" w="fit-content" disabled={name.trim() === ''}>
          Found the cooperative
        </Button>
        {prepared && <RecoveryFileDialog prepared={prepared} attempt={attempt} onClose={() => setPrepared(null)} />}
      </Stack>
    </Card>
  )
}

function JoinCard({ attempt, choose, addServer }: BeginCardsProps) {
  const [found, setFound] = useState<{ place: SyncPlace; founding: Founding } | 'nothing' | null>(null)

  async function look(choosing: Promise<SyncPlace | null>) {
    const place = await choosing
    if (!place) return
    const standing = await attempt(() =>
      runJob(
        `Look at ${place.name}`,
        ({ signal }) => lookAtPlace(place, signal),
        () => 'Looked',
      ),
    )
    if (standing) setFound(standing.founding ? { place, founding: standing.founding } : 'nothing')
  }

  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2}>Others are there already</Title>
        <Text>An admin admits this laptop: make a request, let the admin open it, and open the welcome that comes back.</Text>
        <JoinByRequest attempt={attempt} />
        <Text>
          Or choose the folder, stick or server by which they exchange, and see whose it is. This laptop reads what is sealed
          there, and sends, once an admin has admitted it.
        </Text>
        <ChooseFolder label="Look at the folder" onChoose={(path) => void look(choose(path))} />
        <ChooseServer label="Look at a server…" onChoose={(file) => void look(addServer(file))} />
        {found === 'nothing' && (
          <Text role="status">
            Nobody began an exchange there. Found the cooperative on the first laptop, sync it with this place, and look again.
          </Text>
        )}
        {found !== null && found !== 'nothing' && (
          <Stack gap={4} role="status">
            <Text fw={600}>{found.founding.name}</Text>
            <Text fz="sm" c="dimmed">
              Founded on {dateText(found.founding.foundedAt)}. Compare these digits with what the others see under Sync, Places:
            </Text>
            <Fingerprint of={cooperativeId(found.founding)} what="the cooperative" />
            <Button mt="xs" w="fit-content" onClick={() => void attempt(() => joinCooperative(found.founding))}>
              Join {found.founding.name}
            </Button>
          </Stack>
        )}
      </Stack>
    </Card>
  )
}
