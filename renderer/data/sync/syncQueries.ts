/**
 * Live queries of syncing. Each returns undefined while loading. They read without a transaction of their own: one that is begun
 * before the records are open ends too early.
 */
import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import { parseClock } from '#core/records/hybridClock'
import type { Operation } from '#core/records/operation'
import type { BatchAside } from '#core/records/tables/syncTables'
import { rolesHere } from '#core/sync/access/decideAccess'
import { readConflicts } from '../conflicts/conflicts'
import { findMemory } from '../records/kernelMemory'
import { lastInBatch, newestHeld } from '../records/newestHeld'
import { db } from '../records/openRecords'
import { readVector } from './batchesInDatabase'
import { readAccess } from './judgeHeld'
import { operationsAfter } from './operationsAfter'
import { readFounding } from './readFounding'

/** Null where this laptop belongs to no cooperative. */
export const useFounding = () => useLiveQuery(async () => (await readFounding(db)) ?? null)

/** Whether what this laptop seals next is an admin's; undefined while loading. */
export const useIsAdmin = () =>
  useLiveQuery(async () => {
    const [founding, memory] = [await readFounding(db), await findMemory(db)]
    if (!founding || !memory || memory.publicKey === null) return false
    return rolesHere(await readAccess(db), memory.publicKey, memory.actor, await readVector(db)).includes('admin')
  })

export const useConflicts = () => useLiveQuery(() => readConflicts(db))

/** Batches of which nothing was applied, the latest first. */
export const useBatchesAside = () => useLiveQuery(readAside)

async function readAside(): Promise<BatchAside[]> {
  const aside = await db.batchesAside.toArray()
  return aside.sort((one, other) => (one.since < other.since ? 1 : -1))
}

/** What one act changed and nobody else has yet. */
export interface QueuedAct {
  /** Number of its first operation. */
  n: number
  title: string
  /** Milliseconds since 1970. */
  atMs: number
  operations: number
}

export interface Queue {
  /** Operations that no batch holds. */
  operations: number
  /** In the order in which they were done, of the first operations. */
  acts: QueuedAct[]
  /** Whether there are more acts than were read. */
  hasMore: boolean
}

/** @param limit operations that are looked at */
export const useQueue = (limit: number) => useLiveQuery(() => readQueue(limit), [limit])

async function readQueue(limit: number): Promise<Queue> {
  const memory = await findMemory(db)
  if (!memory) return { operations: 0, acts: [], hasMore: false }
  const last = await lastInBatch(db, memory.actor)
  const operations = memory.made - last
  const acts = limit === 0 ? [] : actsOf(await operationsAfter(db, memory.actor, last, limit))
  return { operations, acts, hasMore: operations > limit }
}

function actsOf(operations: readonly Operation[]): QueuedAct[] {
  const acts = new Map<string, QueuedAct>()
  for (const { n, t, table, set } of operations) {
    const act = acts.get(t) ?? { n, title: 'A change without a name', atMs: parseClock(t).ms, operations: 0 }
    acts.set(t, act)
    if (table === 'acts' && typeof set?.title === 'string') act.title = set.title
    else act.operations++
  }
  return [...acts.values()]
}

/** One laptop's writing, as far as it is held here. */
export interface LaptopStanding {
  actor: string
  /** Raw Ed25519 public key of its installation, hex; null of this one while main has not said it. */
  publicKey: string | null
  /** Whether it is this database, now or under an earlier name. */
  isOwn: boolean
  batches: number
  operations: number
  /** Of its newest operation, milliseconds since 1970 by its clock; null while there is none. */
  newestMs: number | null
}

export const useLaptops = () => useLiveQuery(readLaptops)

async function readLaptops(): Promise<LaptopStanding[]> {
  const memory = await findMemory(db)
  const vector = await readVector(db)
  const actors = [...new Set([...(memory ? [memory.actor] : []), ...vector.keys()])]
  const laptops: LaptopStanding[] = []
  for (const actor of actors) {
    const held = await newestHeld(db, actor)
    const isOwn = actor === memory?.actor || (memory?.earlier.includes(actor) ?? false)
    laptops.push({
      ...{ actor, isOwn, batches: held?.n ?? 0 },
      publicKey: isOwn ? (memory?.publicKey ?? null) : (held?.publicKey ?? null),
      operations: actor === memory?.actor ? memory.made : (held?.lastOperation ?? 0),
      newestMs: await newestMsOf(actor),
    })
  }
  return laptops.sort((one, other) => (other.newestMs ?? 0) - (one.newestMs ?? 0))
}

async function newestMsOf(actor: string): Promise<number | null> {
  const newest = await db.operations.where('[actor+n]').between([actor, Dexie.minKey], [actor, Dexie.maxKey]).last()
  return newest ? parseClock(newest.t).ms : null
}
