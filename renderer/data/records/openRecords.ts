/** Opens the records once per window and asks the browser to keep them; records that cannot be opened say what to do. */
import { Problem } from '#core/model/problem'
import { SCHEMA_VERSION } from '#core/records/operation'
import { CommonmastDatabase } from './database'
import { findMemory, newMemory, writeMemory } from './kernelMemory'

/** Dexie numbers the browser's database in tens of its own versions. */
const DEXIE_VERSION_FACTOR = 10

export const db = new CommonmastDatabase()

/**
 * @throws Problem `data.newer-version` when a later version of the program wrote them, `data.disk-full`,
 * or `data.cannot-open` for anything else, a corrupt store included. Nothing is deleted in any of these cases.
 */
export async function openRecords(records: CommonmastDatabase = db): Promise<void> {
  try {
    await records.open()
    if (records.backendDB().version > SCHEMA_VERSION * DEXIE_VERSION_FACTOR) {
      // Dexie opens a newer database as far as it understands it, and would write what the newer program cannot trust.
      records.close()
      throw newerVersion()
    }
    await records.transaction('rw', records.meta, async () => {
      if (!(await findMemory(records))) await writeMemory(records, newMemory())
    })
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    const name = (thrown as { name?: string }).name
    if (name === 'VersionError') throw newerVersion()
    if (name === 'QuotaExceededError') {
      throw new Problem('data.disk-full', 'The disk is full and the records cannot be opened: free some space and start again.', {
        cause: thrown,
      })
    }
    throw new Problem(
      'data.cannot-open',
      'The records cannot be opened; nothing was deleted. Restart first; if it stays, restore the newest backup.',
      { cause: thrown },
    )
  }
  // Only a request, which the browser may take its time over.
  void globalThis.navigator?.storage?.persist?.()
}

function newerVersion(): Problem {
  return new Problem(
    'data.newer-version',
    'These records were written by a newer Commonmast: update this installation to open them.',
  )
}
