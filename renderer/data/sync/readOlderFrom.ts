/** The batches before the snapshot with which this laptop began. SPEC.md, [SY93]. */
import type { SyncPlace } from '#core/contract/syncCalls'
import { runJob } from '../../platform/jobs'
import { syncPlace } from './syncPlace'

/** @throws Problem `snapshot.needs-older` where not all of them are there, and as `syncRound` */
export async function readOlderFrom(place: Pick<SyncPlace, 'id' | 'kind' | 'name'>): Promise<void> {
  await runJob(
    `Read the older batches from ${place.name}`,
    ({ signal, report }) =>
      syncPlace(place, {
        signal,
        readsOlder: true,
        onProgress: ({ done, total }) => report(total === 0 ? null : done / total),
      }),
    () => 'Everything is here',
  )
}
