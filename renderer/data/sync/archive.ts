/** Old batches that a checked snapshot stands for, kept in a file and no longer here. SPEC.md, [SY51] and [SY52]. */
import type { SyncPlace } from '#core/contract/syncCalls'
import { Problem } from '#core/model/problem'
import { isSharedTable } from '#core/records/recordTables'
import type { SnapshotCheck } from '#core/sync/snapshot/checkSnapshot'
import { bytesText } from '#core/words/bytesText'
import { countText } from '#core/words/countText'
import { runJob } from '../../platform/jobs'
import { recordsText } from '../history/recordNames'
import { archiveByFile, openBatchFile } from './batchFile'
import { readPlaceMemory } from './placeMemory'
import { syncPlace } from './syncPlace'

/** Holds the newest snapshot of a place against the batches. @throws Problem as `syncRound` and `checkSnapshot` */
export async function checkSnapshotAt(place: Pick<SyncPlace, 'id' | 'kind' | 'name'>): Promise<SnapshotCheck> {
  const carriesOthers = (await readPlaceMemory()).get(place.id)?.carriesOthers ?? true
  return runJob(
    `Check the snapshot at ${place.name}`,
    async ({ signal, report }) => {
      const onProgress = ({ done, total }: { done: number; total: number }) => report(total === 0 ? null : done / total)
      const { snapshotCheck } = await syncPlace(place, { signal, carriesOthers, checksSnapshot: true, onProgress })
      if (!snapshotCheck)
        throw new Problem('snapshot.not-checked', 'The snapshot was not checked: sync with the place, and try it again.')
      return snapshotCheck
    },
    checkText,
  )
}

/** "It says the same as its 120 batches: 3,640 records compared" */
export function checkText({ records, batches, differs, differing, notThere }: SnapshotCheck): string {
  const stands = countText(batches, 'batch', 'batches')
  const same = `It says the same as its ${stands}: ${countText(records, 'record')} compared`
  if (differs === 0 && notThere > 0) {
    const lacking = countText(notThere, 'batch does', 'batches do')
    return `${same}. ${lacking} not lie at this place, so old batches stay here: let this laptop write what others said there, sync, and check again`
  }
  if (differs === 0) return same
  const named = differing.map(({ table, key }) => `${isSharedTable(table) ? recordsText(1, table) : table} ${key}`)
  return `It says something else than its ${stands} of ${countText(differs, 'record')}: ${named.join(', ')}. Make a new one, and tell the admins`
}

/**
 * Lets batches go that the file holds, as it was kept.
 * @returns what that freed, in words
 * @throws Problem `archive.not-whole`, and as `syncPlace`
 */
export async function archiveBy(file: File, { names }: SnapshotCheck): Promise<string> {
  return runJob(
    `Archive old batches in ${file.name}`,
    async ({ signal, report }) => {
      const onProgress = ({ done, total }: { done: number; total: number }) => report(total === 0 ? null : done / total)
      const { archived } = await archiveByFile(await file.text(), names, { signal, onProgress })
      const { batches, bytes } = archived ?? { batches: 0, bytes: 0 }
      return `${countText(batches, 'batch', 'batches')} archived, ${bytesText(bytes)} freed here`
    },
    (said) => said,
  )
}

/** Archived batches come back from their file. @returns what came, in words @throws Problem `snapshot.needs-older`, and as `syncPlace` */
export function readBackFrom(file: File): Promise<string> {
  return runJob(
    `Read older batches back from ${file.name}`,
    async ({ signal, report }) => {
      const onProgress = ({ done, total }: { done: number; total: number }) => report(total === 0 ? null : done / total)
      await openBatchFile(await file.text(), { signal, onProgress, readsOlder: true })
      return 'All older batches are here again'
    },
    (said) => said,
  )
}
