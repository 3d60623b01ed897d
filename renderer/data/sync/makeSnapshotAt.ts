/** An admin's snapshot for laptops that join. SPEC.md, [SY90]. */
import type { SyncPlace } from '#core/contract/syncCalls'
import { Problem } from '#core/model/problem'
import { type AnnouncedSnapshot, snapshotSetting } from '#core/records/tables/cooperativeSettings'
import { countText } from '#core/words/countText'
import { runJob } from '../../platform/jobs'
import { saveCooperativeSetting } from '../cooperative/settings'
import { readPlaceMemory } from './placeMemory'
import { syncPlace } from './syncPlace'
import { syncWithPlace } from './syncWithPlace'

/**
 * Syncs, puts a snapshot of all that is held there, and says so to everybody with another round.
 * @throws Problem as `syncRound` and `makeSnapshot`, and `data.*`
 */
export async function makeSnapshotAt(place: Pick<SyncPlace, 'id' | 'kind' | 'name'>): Promise<void> {
  const snapshot = await runJob(
    `Make a snapshot at ${place.name}`,
    ({ signal, report }) => makeOne(place, signal, report),
    ({ batches }) => `It stands for ${countText(batches, 'batch', 'batches')}`,
  )
  await saveCooperativeSetting({ kind: 'cooperative', title: 'Snapshot made' }, snapshotSetting, snapshot)
  await syncWithPlace(place, { isAsked: true })
}

async function makeOne(
  place: Pick<SyncPlace, 'id' | 'kind'>,
  signal: AbortSignal,
  report: (progress: number | null) => void,
): Promise<AnnouncedSnapshot> {
  const carriesOthers = (await readPlaceMemory()).get(place.id)?.carriesOthers ?? true
  const { snapshot } = await syncPlace(place, {
    ...{ signal, carriesOthers, makesSnapshot: true },
    onProgress: ({ done, total }) => report(total === 0 ? null : done / total),
  })
  if (snapshot) return snapshot
  throw new Problem('snapshot.not-made', 'The snapshot was not made: sync with the place, and try it again.')
}
