/**
 * An actor is an installation and its key. A database that meets another key than that of its actor was copied, or the key
 * is another: it goes on as a new actor, because two histories under one name could not be told apart.
 */
import type { CommonmastDatabase } from './database'
import { newMemory, readMemory, writeMemory } from './kernelMemory'
import { nowText } from './newId'
import { transact } from './transact'

/** @param publicKey of the installation, hex */
export async function bindActor(db: CommonmastDatabase, publicKey: string): Promise<void> {
  const { value: isOther } = await transact(
    db,
    { kind: 'actor', title: 'Begun on this installation' },
    ['actors'],
    async (records) => {
      const { actor } = await readMemory(db)
      const bound = await records.get('actors', actor)
      if (bound) return bound.publicKey !== publicKey
      await records.put('actors', { id: actor, publicKey, startedAt: nowText() })
      return false
    },
  )
  if (!isOther) return
  await db.transaction('rw', db.meta, async () => {
    const before = await readMemory(db)
    await writeMemory(db, { ...newMemory(before.clock), waiting: before.waiting })
  })
  await bindActor(db, publicKey)
}
