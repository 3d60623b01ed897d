/** Opens the records once per window and asks the browser to keep them; records that cannot be opened say what to do. */
import { Problem } from '#core/model/problem'
import { correctClock } from './correctClock'
import { CommonmastDatabase } from './database'
import { findMemory, newMemory, writeMemory } from './kernelMemory'

export const db = new CommonmastDatabase()

/**
 * @throws Problem `data.newer-version` when a later version of the program wrote them, `data.disk-full`,
 * or `data.cannot-open` for anything else, a corrupt store included. Nothing is deleted in any of these cases.
 */
export async function openRecords(records: CommonmastDatabase = db): Promise<void> {
  try {
    await records.open()
    await records.transaction('rw', records.meta, async () => {
      if (!(await findMemory(records))) await writeMemory(records, newMemory())
    })
    await correctClock(records)
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    const name = (thrown as { name?: string }).name
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
