/** A database that may not go on under its name. */
import type { CommonmastDatabase } from './database'
import { newMemory, readMemory } from './kernelMemory'
import { lastInBatch } from './newestHeld'
import { type LaterOperations, restateOperations } from './restateOperations'

/**
 * Gives the database a name that nobody has, and makes the operations given and its own that no batch holds the first of that
 * name. Call it inside a transaction of the kernel, as `restateOperations`.
 * @param publicKey of the installation, hex; with another one, no earlier name is this installation's
 */
export async function goOnAsNewActor(
  db: CommonmastDatabase,
  given: readonly LaterOperations[],
  publicKey: string | null,
): Promise<void> {
  const memory = await readMemory(db)
  const { actor } = memory
  const own = { actor, after: await lastInBatch(db, actor) }
  const runs = given.some((each) => each.actor === actor) ? given : [...given, own]
  const earlier = publicKey === memory.publicKey ? [...memory.earlier, actor] : []
  await restateOperations(db, runs, { ...newMemory(memory.clock, publicKey), earlier })
}
