/** This database goes on as a new actor, as `SyncStore.becomeNewActor` says it. */
import type { CommonmastDatabase } from '../records/database'
import { goOnAsNewActor } from '../records/goOnAsNewActor'
import { batchesAfter } from '../records/newestHeld'

/** Call it inside a transaction of the kernel on all shared tables, those of the log and those of batches. */
export async function batchesToNewActor(
  db: CommonmastDatabase,
  from: { actor: string; n: number },
  publicKey: string,
): Promise<void> {
  const stays = await db.heldBatches.get([from.actor, from.n])
  const tail = await batchesAfter(db, from.actor, from.n).toArray()
  // Own operations that no batch holds are found by what is held, so they move before the tail is let go.
  await goOnAsNewActor(db, [{ actor: from.actor, after: stays?.lastOperation ?? 0 }], publicKey)
  const since = new Date().toISOString()
  const others = db.batchesAside.where('actor').equals(from.actor)
  await others
    .filter(({ fault, sealedHere }) => !sealedHere && (fault === 'fork' || fault === 'broken-chain'))
    .modify({ fault: 'gap' })
  await db.heldBatches.bulkDelete(tail.map(({ actor, n }): [string, number] => [actor, n]))
  await db.batchesAside.bulkPut(
    tail.map(({ actor, n, hash, sealedHere }) => ({ actor, n, hash, sealedHere, fault: 'fork', since })),
  )
}
