import { Stack, Text } from '@mantine/core'
import type { SyncPlace } from '#core/contract/syncCalls'
import { cooperativeId } from '#core/sync/founding'
import { dateText } from '#core/words/dateText'
import { useActors } from '../../../data/history/readActs'
import { usePlaceMemory } from '../../../data/sync/placeMemory'
import { useFounding } from '../../../data/sync/syncQueries'
import { syncWithPlace, useSyncActivity } from '../../../data/sync/syncWithPlace'
import { Code } from '../../../ui/Code'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { BatchFilePart } from './BatchFilePart'
import { BeginCards } from './BeginCards'
import { ChooseFolder } from './ChooseFolder'
import { EmptyPlaceDialog } from './EmptyPlaceDialog'
import { FoundList } from './FoundList'
import { PlacesTable } from './PlacesTable'
import { SnapshotPart } from './SnapshotPart'
import { usePlaces } from './usePlaces'

/** Where batches are exchanged: the cooperative, its folders and sticks, and files by hand. */
export function PlacesTab() {
  const founding = useFounding()
  const memory = usePlaceMemory()
  const actors = useActors()
  const found = useSyncActivity((state) => state.found)
  const { places, problem, setProblem, attempt, choose, forget } = usePlaces()
  if (founding === undefined || !memory || !actors || !places) return problem ? <ProblemAlert problem={problem} /> : null

  const sync = (place: SyncPlace) => void attempt(() => syncWithPlace(place, { isAsked: true }))
  async function add(path: string | null) {
    const place = await choose(path)
    if (place) sync(place)
  }

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <EmptyPlaceDialog />
      {founding === null ? (
        <BeginCards attempt={attempt} choose={choose} />
      ) : (
        <>
          <Text component="div">
            {founding.name}, founded on {dateText(founding.foundedAt)}{' '}
            <Code value={cooperativeId(founding)} what="id of the cooperative" />
          </Text>
          {places.length === 0 ? (
            <Text c="dimmed" maw={720}>
              No place yet. Choose a folder that others reach too: one that a sync program shares, a stick that goes from hand to
              hand, or a network drive. No server is needed.
            </Text>
          ) : (
            <PlacesTable places={places} memory={memory} onSync={sync} onForget={(place) => void forget(place)} />
          )}
          {places.map(({ id, path }) => (
            <FoundList key={id} path={path} found={found.get(id) ?? []} actors={actors} />
          ))}
          <ChooseFolder label="Add a folder" onChoose={(path) => void add(path)} isPrimary={places.length === 0} />
          <BatchFilePart attempt={attempt} />
          <SnapshotPart places={places} attempt={attempt} />
        </>
      )}
    </Stack>
  )
}
