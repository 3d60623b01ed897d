import { Group, Stack, Text } from '@mantine/core'
import type { SyncPlace } from '#core/contract/syncCalls'
import { cooperativeId } from '#core/sync/founding'
import { dateText } from '#core/words/dateText'
import { useActors } from '../../../data/history/readActs'
import { usePlaceMemory } from '../../../data/sync/placeMemory'
import { useFounding } from '../../../data/sync/syncQueries'
import { syncWithPlace, useSyncActivity } from '../../../data/sync/syncWithPlace'
import { ChooseFolder } from '../../../ui/ChooseFolder'
import { Code } from '../../../ui/Code'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { Fingerprint } from '../documents/Fingerprint'
import { AccessNotice } from './AccessNotice'
import { ArchivePart } from './ArchivePart'
import { BatchFilePart } from './BatchFilePart'
import { BeginCards } from './BeginCards'
import { ChooseServer } from './ChooseServer'
import { EmptyPlaceDialog } from './EmptyPlaceDialog'
import { FoundList } from './FoundList'
import { OlderPart } from './OlderPart'
import { PlacesTable } from './PlacesTable'
import { SnapshotPart } from './SnapshotPart'
import { usePlaces } from './usePlaces'

/** Where batches are exchanged: the cooperative, its folders, sticks and servers, and files by hand. */
export function PlacesTab() {
  const founding = useFounding()
  const memory = usePlaceMemory()
  const actors = useActors()
  const found = useSyncActivity((state) => state.found)
  const { places, problem, setProblem, attempt, choose, addServer, forget } = usePlaces()
  if (founding === undefined || !memory || !actors || !places) return problem ? <ProblemAlert problem={problem} /> : null

  const sync = (place: SyncPlace) => void attempt(() => syncWithPlace(place, { isAsked: true }))
  async function add(choosing: Promise<SyncPlace | null>) {
    const place = await choosing
    if (place) sync(place)
  }

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <EmptyPlaceDialog />
      {founding === null ? (
        <BeginCards attempt={attempt} choose={choose} addServer={addServer} />
      ) : (
        <>
          <Text component="div">
            {founding.name}, founded on {dateText(founding.foundedAt)}{' '}
            <Code value={cooperativeId(founding)} what="id of the cooperative" />{' '}
            <Fingerprint of={cooperativeId(founding)} what="the cooperative" />
          </Text>
          <AccessNotice attempt={attempt} />
          {places.length === 0 ? (
            <Text c="dimmed" maw={720}>
              No place yet. Choose a folder that others reach too: one that a sync program shares, a stick that goes from hand to
              hand, or a network drive. No server is needed; where the cooperative has one, add it by its access file.
            </Text>
          ) : (
            <PlacesTable places={places} memory={memory} onSync={sync} onForget={(place) => void forget(place)} />
          )}
          {places.map(({ id, name }) => (
            <FoundList key={id} name={name} found={found.get(id) ?? []} actors={actors} />
          ))}
          <Group align="flex-end" gap="xs">
            <ChooseFolder label="Add a folder" onChoose={(path) => void add(choose(path))} isPrimary={places.length === 0} />
            <ChooseServer label="Add a server…" onChoose={(file) => void add(addServer(file))} />
          </Group>
          <BatchFilePart attempt={attempt} />
          <OlderPart places={places} attempt={attempt} />
          <SnapshotPart places={places} attempt={attempt} />
          <ArchivePart places={places} attempt={attempt} />
        </>
      )}
    </Stack>
  )
}
