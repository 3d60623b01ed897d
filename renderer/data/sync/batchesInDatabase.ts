/** Rows of batches: how they are read together and written. Writing wants a transaction of the kernel. */
import { base64 } from '@scure/base'
import Dexie from 'dexie'
import { invariant } from '#core/model/problem'
import type { BatchAside, HeldBatch } from '#core/records/tables/syncTables'
import { grantsIn } from '#core/sync/access/saidGrant'
import { type BatchId, type NamedBatch, type Reached, reachedWith, type VersionVector } from '#core/sync/batch'
import { readBatch } from '#core/sync/readBatch'
import type { OpenedBatch } from '#core/sync/SyncStore'
import { saysNothing, seenIn } from '#core/sync/seen'
import type { CommonmastDatabase } from '../records/database'
import { newestHeld } from '../records/newestHeld'

export async function readVector(db: CommonmastDatabase): Promise<VersionVector> {
  const vector = new Map<string, { n: number; hash: string; lastOperation: number }>()
  for (const actor of await actorsHeld(db)) {
    const newest = await newestHeld(db, actor)
    if (newest) vector.set(actor, { n: newest.n, hash: newest.hash, lastOperation: newest.lastOperation })
  }
  return vector
}

/** From actor to actor, so that it costs the same however many batches there are. */
async function actorsHeld(db: CommonmastDatabase): Promise<string[]> {
  const actors: string[] = []
  const byActor = db.heldBatches.where('[actor+n]')
  for (let next = await db.heldBatches.orderBy('[actor+n]').first(); next; ) {
    actors.push(next.actor)
    next = await byActor.above([next.actor, Dexie.maxKey]).first()
  }
  return actors
}

export function idOf({ actor, n, hash }: HeldBatch | BatchAside): BatchId {
  return { actor, n, hash }
}

/** Batches that were kept, whole again. */
export async function readNamed(db: CommonmastDatabase, rows: readonly { hash: string }[]): Promise<NamedBatch[]> {
  const texts = await db.batchTexts.bulkGet(rows.map(({ hash }) => hash))
  return texts.map((row) => {
    const read = readBatch(row?.text ?? '')
    invariant(read.kind === 'whole', 'a batch that was kept reads back whole')
    return { id: read.id, batch: read.batch, text: read.text }
  })
}

/** Keeps batches as held, each of which has to follow the one before it. */
export async function holdBatches(
  db: CommonmastDatabase,
  batches: readonly Pick<OpenedBatch, 'named' | 'keys'>[],
  sealedHere: boolean,
): Promise<void> {
  const reached = new Map<string, Pick<Reached, 'n' | 'hash'> | null>()
  const rows: HeldBatch[] = []
  for (const { named, keys } of batches) {
    const { id, batch } = named
    const before = reached.get(id.actor) ?? (await newestHeld(db, id.actor))
    reached.set(id.actor, id)
    invariant(
      batch.prev === (before?.hash ?? null) && id.n === (before?.n ?? 0) + 1,
      'a batch that is held follows the one before',
    )
    const { lastOperation } = reachedWith(named)
    const sealedWith = keys.length > 0 && { keys: [...keys] }
    const grants = grantsIn(named).length
    const said = { sealedHere, grants, ...sealedWith, ...saidIn(named) }
    rows.push({ ...id, lastOperation, publicKey: batch.publicKey, ...said })
  }
  await db.heldBatches.bulkAdd(rows)
  await db.batchTexts.bulkPut(batches.map(({ named: { id, text } }) => ({ hash: id.hash, text })))
  await db.batchesAside.bulkDelete(batches.map(({ named }) => named.id.hash))
}

/** What a row says of a batch that is here whole. */
export function saidIn({ batch }: NamedBatch): Pick<HeldBatch, 'at' | 'seen' | 'saysNothing'> {
  const seen = seenIn(batch)
  const at = batch.operations
    .map(({ t }) => t)
    .sort()
    .at(-1)
  return { ...(at && { at }), ...(seen && { seen }), ...(saysNothing(batch) && { saysNothing: true }) }
}

/** @returns null for a chunk that is not kept */
export async function readChunk(db: CommonmastDatabase, hash: string): Promise<Uint8Array | null> {
  const row = await db.batchChunks.get(hash)
  return row ? base64.decode(row.bytes) : null
}
