/** Batches in a file that is carried by hand. */
import type { BatchNames } from '#core/sync/snapshot/snapshotFile'
import type { SyncOutcome } from '#core/sync/syncRound'
import { consoleClient } from '../../platform/consoleClient'
import { type SyncPlaceOptions, syncPlace } from './syncPlace'

/**
 * Seals what waits and gives everything that this laptop holds as one file.
 * @returns text of a `commonmast-batches-v1`
 * @throws Problem as `syncPlace`
 */
export async function saveBatchFile(signal: AbortSignal): Promise<string> {
  return withFile(null, async (placeId) => {
    await syncPlace({ id: placeId, kind: 'file' }, { signal, ask: async () => 'write-all' })
    return (await consoleClient.call('sync.fileText', { placeId })).text
  })
}

/**
 * Takes in what a file brings, and older batches that are held by their names.
 * @param text of a `commonmast-batches-v1`
 * @throws Problem as `syncPlace`
 */
export async function openBatchFile(text: string, options: FileRound & { readsOlder?: boolean }): Promise<SyncOutcome> {
  return withFile(text, (placeId) => syncPlace({ id: placeId, kind: 'file' }, { ...options, ask: async () => 'write-own' }))
}

/**
 * Lets these batches go, if the file holds them.
 * @param text of a `commonmast-batches-v1`, as it was kept
 * @throws Problem `archive.not-whole`, upon which nothing has changed, and as `syncPlace`
 */
export async function archiveByFile(text: string, archives: readonly BatchNames[], options: FileRound): Promise<SyncOutcome> {
  return withFile(text, (placeId) => syncPlace({ id: placeId, kind: 'file' }, { ...options, archives }))
}

type FileRound = Pick<SyncPlaceOptions, 'signal' | 'onProgress'>

async function withFile<T>(text: string | null, work: (placeId: string) => Promise<T>): Promise<T> {
  const { placeId } = await consoleClient.call('sync.openFile', { text })
  try {
    return await work(placeId)
  } finally {
    await consoleClient.call('sync.closeFile', { placeId })
  }
}
