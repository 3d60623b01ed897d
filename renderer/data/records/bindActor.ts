/**
 * An actor is an installation and its key. A database that meets another key than that of its actor was copied, or the key
 * is another: it goes on as a new actor, because two histories under one name could not be told apart. The records say so
 * with the actor's first operation. In a cooperative the new actor says what the old one had not yet sealed.
 */
import { readFounding } from '../sync/readFounding'
import { type CommonmastDatabase, permitWrites } from './database'
import { goOnAsNewActor } from './goOnAsNewActor'
import { newMemory, readMemory, writeMemory } from './kernelMemory'

/** @param publicKey of the installation, hex */
export async function bindActor(db: CommonmastDatabase, publicKey: string): Promise<void> {
  if ((await readMemory(db)).publicKey === publicKey) return
  await db.transaction('rw', db.tables, async () => {
    permitWrites()
    const memory = await readMemory(db)
    if (memory.publicKey === publicKey) return
    const isOther = memory.publicKey !== null
    if (isOther && (await readFounding(db))) return goOnAsNewActor(db, [], publicKey)
    // A name that nothing was said under yet is left for one that follows from the key.
    const isNew = isOther || memory.made === 0
    const next = isNew ? { ...newMemory(memory.clock, publicKey), waiting: memory.waiting } : { ...memory, publicKey }
    return writeMemory(db, next)
  })
}
