/** The batches before the snapshot from which a laptop joined: once they are here it is as any other. SPEC.md, [SY93]. */
import { Problem } from '../../model/problem'
import type { BatchId } from '../batch'
import { fetchChunks, ONE_FILE } from '../fetchChunks'
import type { DataKey } from '../keys/dataKey'
import type { Round } from '../Round'
import { readBatch } from '../readBatch'
import type { OpenedBatch } from '../SyncStore'
import { throwIfCancelled } from '../throwIfCancelled'
import { chunksOfBatch, openBatch } from '../travel/openBatch'
import { needsOlderBatches } from './SnapshotStore'

/** Kept in one transaction: records are made again after each. */
const AT_ONCE = 100

/**
 * Runs what may reach before the snapshot, and again once the older batches are here, if it does.
 * @param there what lay there when the round looked
 * @throws Problem `snapshot.needs-older` where they are not all there, and as `work`
 */
export async function withOlder<T>(round: Round, there: readonly BatchId[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'snapshot.needs-older') throw thrown
    await readOlder(round, there)
    return work()
  }
}

/** All of them that lie there. @throws Problem `snapshot.needs-older` where that is not all */
export async function readOlder(round: Round, there: readonly BatchId[]): Promise<void> {
  const { snapshots } = round.store
  if (!snapshots) return
  const lying = new Set(there.map(({ hash }) => hash))
  const older = await snapshots.namedOnly()
  // Where a person asked for them, the round has taken no keys in yet.
  const held = new Map((await round.store.dataKeys?.keys())?.map((key) => [key.id, key]))
  const key = (id: string) => (round.keys ? round.keys.key(id) : (held.get(id) ?? null))
  if (older.length === 0) return
  let isWhole = true
  for (let start = 0; start < older.length; start += AT_ONCE) {
    const opened: OpenedBatch[] = []
    for (const id of older.slice(start, start + AT_ONCE)) {
      throwIfCancelled(round.signal)
      const batch = lying.has(id.hash) ? await readOne(round, id, key) : null
      if (batch) opened.push(batch)
      else isWhole = false
      round.progress({ phase: 'read', done: start + opened.length, total: older.length })
    }
    await snapshots.keepOlder(opened)
  }
  if (!isWhole) throw needsOlderBatches()
  round.tell({ kind: 'older-read', batches: older.length })
}

/** Its name is its hash, so that nobody has to be believed. */
async function readOne(round: Round, id: BatchId, key: (id: string) => DataKey | null): Promise<OpenedBatch | null> {
  const { store } = round
  try {
    const read = readBatch(await round.transport.read(id, round.signal))
    if (read.kind !== 'whole' || read.id.hash !== id.hash) return null
    await fetchChunks(round, chunksOfBatch(read.batch))
    const opened = await openBatch(read.batch, { chunk: (hash) => store.chunk(hash), key })
    if (opened.kind !== 'whole') return null
    return { named: { id: read.id, batch: read.batch, text: read.text }, operations: opened.operations, keys: opened.keys }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !ONE_FILE.has(thrown.code)) throw thrown
    return null
  }
}
