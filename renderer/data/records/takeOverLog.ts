/**
 * Operations that nobody would ever seal: of lives before a restore, of names that no batch can carry. When a database comes to a
 * cooperative they become its own, or what they say would reach nobody.
 */
import Dexie from 'dexie'
import { isNameOf } from '#core/sync/actorName'
import type { CommonmastDatabase } from './database'
import { goOnAsNewActor } from './goOnAsNewActor'
import { readMemory } from './kernelMemory'
import { lastInBatch } from './newestHeld'
import type { LaterOperations } from './restateOperations'

/** Call it inside a transaction of the kernel on every table. */
export async function takeOverLog(db: CommonmastDatabase): Promise<void> {
  const { actor: self, publicKey } = await readMemory(db)
  const given: LaterOperations[] = []
  for (const [actor, last] of await actorsInLog(db)) {
    const after = await lastInBatch(db, actor)
    if (actor !== self && last > after) given.push({ actor, after })
  }
  const isOwnName = publicKey !== null && isNameOf(publicKey, self)
  if (given.length > 0 || !isOwnName) await goOnAsNewActor(db, given, publicKey)
}

/** Every actor with the number of its last operation. */
async function actorsInLog(db: CommonmastDatabase): Promise<[actor: string, last: number][]> {
  const actors: [string, number][] = []
  const byActor = db.operations.where('[actor+n]')
  for (let next = await db.operations.orderBy('[actor+n]').first(); next; ) {
    const { actor } = next
    const newest = await byActor.between([actor, Dexie.minKey], [actor, Dexie.maxKey]).last()
    if (newest) actors.push([actor, newest.n + newest.count - 1])
    next = await byActor.above([actor, Dexie.maxKey]).first()
  }
  return actors
}
