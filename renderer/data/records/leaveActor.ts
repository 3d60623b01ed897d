/**
 * These records go on under another actor: an old copy would give numbers again that its actor has given to other operations
 * already. In a cooperative the new actor says what no batch holds, as `bindActor` does; elsewhere the log stays as it is.
 */
import { readFounding } from '../sync/readFounding'
import { type CommonmastDatabase, permitWrites } from './database'
import { goOnAsNewActor } from './goOnAsNewActor'
import { newMemory, readMemory, writeMemory } from './kernelMemory'

/** The new actor is bound to the installation's key like the one before. */
export async function leaveActor(db: CommonmastDatabase): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    permitWrites()
    const { clock, waiting, publicKey } = await readMemory(db)
    if (await readFounding(db)) await goOnAsNewActor(db, [], publicKey)
    else await writeMemory(db, { ...newMemory(clock), waiting, publicKey })
  })
}
