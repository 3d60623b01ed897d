/**
 * These records go on under another actor: an old copy would give numbers again that its actor has given to other operations
 * already. What the log says stays under the name that it has.
 */
import type { CommonmastDatabase } from './database'
import { newMemory, readMemory, writeMemory } from './kernelMemory'

/** @returns the new actor; it is bound to the installation's key like the first one */
export async function goOnAsNewActor(db: CommonmastDatabase): Promise<string> {
  return db.transaction('rw', db.meta, async () => {
    const { clock, waiting, publicKey } = await readMemory(db)
    const next = { ...newMemory(clock), waiting, publicKey }
    await writeMemory(db, next)
    return next.actor
  })
}
