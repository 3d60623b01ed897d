/**
 * Live queries of syncing. Each returns undefined while loading. They read without a transaction of their own: one that is begun
 * before the records are open ends too early.
 */
import { useLiveQuery } from 'dexie-react-hooks'
import { parseClock } from '#core/records/hybridClock'
import type { Operation } from '#core/records/operation'
import type { BatchAside, HeldBatch, WithheldNote } from '#core/records/tables/syncTables'
import { readConflicts } from '../conflicts/conflicts'
import { readJoinedAt } from '../records/joinedAt'
import { findMemory } from '../records/kernelMemory'
import { lastInBatch } from '../records/newestHeld'
import { db } from '../records/openRecords'
import { readOwnAccess } from './access/ownAccess'
import { operationsAfter } from './operationsAfter'
import { readFounding } from './readFounding'

/** Null where this laptop belongs to no cooperative. */
export const useFounding = () => useLiveQuery(async () => (await readFounding(db)) ?? null)

/** The latest clock reading in the snapshot with which this laptop began; null where its log is whole. */
export const useJoinedAt = () => useLiveQuery(() => readJoinedAt(db))

/** What this laptop may write. Null where the records belong to no cooperative. */
export const useOwnAccess = () => useLiveQuery(() => readOwnAccess(db))

export const useConflicts = () => useLiveQuery(() => readConflicts(db))

/** Batches of which nothing was applied, the latest first. */
export const useBatchesAside = () => useLiveQuery(readAside)

async function readAside(): Promise<BatchAside[]> {
  const aside = await db.batchesAside.toArray()
  return aside.sort((one, other) => (one.since < other.since ? 1 : -1))
}

/** How many held batches are here word for word and how many are archived, as far as a snapshot may stand for them. */
export const useArchived = () =>
  useLiveQuery(async () => ({
    whole: await db.batchTexts.count(),
    archived: await db.heldBatches.filter(({ archivedAt }) => archivedAt !== undefined).count(),
  }))

/** A held batch of which not all counts. */
export type WithheldBatch = HeldBatch & { withheld: WithheldNote }

const WITHHELD_READ = 500

/** Held batches of which something changes nothing because of access: the latest to be so first, at most 500. */
export const useWithheld = () =>
  useLiveQuery(async () => {
    const rows = await db.heldBatches.orderBy('withheld.since').reverse().limit(WITHHELD_READ).toArray()
    return rows.filter((row): row is WithheldBatch => row.withheld !== undefined)
  })

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
