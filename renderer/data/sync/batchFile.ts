/** Batches in a file that is carried by hand. */
import type { SyncOutcome } from '#core/sync/syncRound'
import { consoleClient } from '../../platform/consoleClient'
import { syncPlace } from './syncPlace'

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
 * Takes in what a file brings.
 * @param text of a `commonmast-batches-v1`
 * @throws Problem as `syncPlace`
 */
export async function openBatchFile(text: string, signal: AbortSignal): Promise<SyncOutcome> {
  return withFile(text, (placeId) => syncPlace({ id: placeId, kind: 'file' }, { signal, ask: async () => 'write-own' }))
}

async function withFile<T>(text: string | null, work: (placeId: string) => Promise<T>): Promise<T> {
  const { placeId } = await consoleClient.call('sync.openFile', { text })
  try {
    return await work(placeId)
  } finally {
    await consoleClient.call('sync.closeFile', { placeId })
  }
}
