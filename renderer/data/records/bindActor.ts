/**
 * An actor is an installation and its key. A database that meets another key than that of its actor was copied, or the key
 * is another: it goes on as a new actor, because two histories under one name could not be told apart. The records say so
 * with the actor's first operation.
 */
import type { CommonmastDatabase } from './database'
import { newMemory, readMemory, writeMemory } from './kernelMemory'

/** @param publicKey of the installation, hex */
export async function bindActor(db: CommonmastDatabase, publicKey: string): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const memory = await readMemory(db)
    if (memory.publicKey === publicKey) return
    const isOther = memory.publicKey !== null
    const next = isOther ? { ...newMemory(memory.clock), waiting: memory.waiting } : memory
    await writeMemory(db, { ...next, publicKey })
  })
}
