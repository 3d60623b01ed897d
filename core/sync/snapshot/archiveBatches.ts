/** Batches that a checked snapshot stands for leave this laptop, once a file that a person kept is known to hold them. SPEC.md, [SY52]. */
import { Problem } from '../../model/problem'
import type { BatchId } from '../batch'
import { ONE_FILE } from '../fetchChunks'
import type { Round } from '../Round'
import { readBatch } from '../readBatch'
import { throwIfCancelled } from '../throwIfCancelled'
import { isChunk } from '../travel/chunks'
import { chunksOfBatch } from '../travel/openBatch'
import type { BatchNames } from './snapshotFile'

export interface Archived {
  batches: number
  /** What they took here. */
  bytes: number
}

/**
 * @param round with the file as it was kept
 * @param there what lies in it
 * @param names of the batches that the snapshot stands for, as `checkSnapshot` gave them
 * @throws Problem `archive.not-whole`, upon which nothing has changed
 */
export async function archiveBatches(
  { store, transport, signal, progress }: Round,
  there: readonly BatchId[],
  names: readonly BatchNames[],
): Promise<Archived> {
  const lying = new Set(there.map(({ hash }) => hash))
  const gone = new Set((await store.snapshots?.namedOnly())?.map(({ hash }) => hash))
  const ids = names.flatMap(({ actor, batches }) => batches.map(({ hash }, at): BatchId => ({ actor, n: at + 1, hash })))
  const here = ids.filter(({ hash }) => !gone.has(hash))
  for (const [done, id] of here.entries()) {
    throwIfCancelled(signal)
    progress({ phase: 'read', done, total: here.length })
    if (!lying.has(id.hash) || !(await isWholeThere(id))) throw notWhole(id)
  }
  return (await store.snapshots?.letGo(here)) ?? { batches: 0, bytes: 0 }

  async function isWholeThere(id: BatchId): Promise<boolean> {
    try {
      const read = readBatch(await transport.read(id, signal))
      if (read.kind !== 'whole' || read.id.hash !== id.hash) return false
      for (const hash of chunksOfBatch(read.batch)) {
        if (!isChunk({ hash, bytes: await transport.readChunk(hash, signal) })) return false
      }
      return true
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !ONE_FILE.has(thrown.code)) throw thrown
      return false
    }
  }
}

function notWhole({ actor, n }: BatchId): Problem {
  return new Problem(
    'archive.not-whole',
    `The file does not hold all of the old batches (batch ${n} of ${actor} is missing or damaged), so all of them stay here: save it again, and open it then.`,
  )
}
