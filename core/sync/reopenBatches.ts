/** Held batches, opened again with the data keys that there are now. SPEC.md, [SY68] and [SY72]. */
import type { BatchId } from './batch'
import type { DataKey } from './keys/dataKey'
import { readBatch } from './readBatch'
import type { SyncStore } from './SyncStore'
import { needsOlderBatches } from './snapshot/SnapshotStore'
import { openBatch } from './travel/openBatch'

/** From then on the log says what they open. @param key null for a key that is not here */
export async function reopenBatches(
  store: SyncStore,
  ids: readonly BatchId[],
  key: (id: string) => DataKey | null,
): Promise<void> {
  for (const id of ids) {
    const text = await store.text(id)
    if (text === null) throw needsOlderBatches()
    const read = readBatch(text)
    const opened = read.kind === 'whole' ? await openBatch(read.batch, { key, chunk: (hash) => store.chunk(hash) }) : null
    if (opened?.kind !== 'whole') throw new Error(`Batch ${id.n} of ${id.actor} is held and does not open`)
    await store.restate(id, opened.operations)
  }
}
