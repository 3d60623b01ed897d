/** One owner of syncing for each database, however many windows and workers are open. */
import type { CommonmastDatabase } from '../records/database'

/**
 * Runs `work` once no other window syncs these records.
 * @throws the signal's reason when it is aborted while waiting
 */
export async function oneRoundAtATime<T>(db: CommonmastDatabase, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`${db.name} sync`, { signal }, work) as Promise<T>
}
