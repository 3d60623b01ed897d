import { liveQuery } from 'dexie'
import type { CommonmastDatabase } from './database'
import { findMemory } from './kernelMemory'

/**
 * Calls `listener` at once, and after every transaction on shared records, of whichever window or worker.
 * @returns a function that stops it
 */
export function onRecordsWritten(db: CommonmastDatabase, listener: () => void): () => void {
  const written = liveQuery(() => findMemory(db)).subscribe({
    next: () => listener(),
    // Records that cannot be read are said by the screens.
    error: () => undefined,
  })
  return () => written.unsubscribe()
}
