/** One owner of syncing for each database, however many windows and workers are open. */
import { Problem } from '#core/model/problem'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { CommonmastDatabase } from '../records/database'

/**
 * Runs `work` once no other window syncs these records.
 * @throws what `work` throws, and Problem `sync.cancelled` when the signal is aborted while it waits
 */
export async function oneRoundAtATime<T>(db: CommonmastDatabase, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await navigator.locks.request(`${db.name} sync`, { signal }, work)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throwIfCancelled(signal)
    throw thrown
  }
}
