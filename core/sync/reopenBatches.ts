/** Held batches, opened again with the data keys that there are now. SPEC.md, [SY68] and [SY72]. */
import type { BatchId } from './batch'
import type { DataKey } from './keys/dataKey'
import { readBatch } from './readBatch'
import type { SyncStore } from './SyncStore'
import { needsOlderBatches } from './snapshot/SnapshotStore'
import { openBatch } from './travel/openBatch'

/**
 * From then on the log says what they open.
 * @param key null for a key that is not here
 * @throws Problem `snapshot.needs-older`, before anything is changed
 */
export async function reopenBatches(
  store: SyncStore,
  ids: readonly BatchId[],
  key: (id: string) => DataKey | null,
): Promise<void> {
  const namedOnly = new Set((await store.snapshots?.namedOnly())?.map(({ hash }) => hash))
  if (ids.some(({ hash }) => namedOnly.has(hash))) throw needsOlderBatches()
  for (const id of ids) {
    const read = readBatch((await store.text(id)) ?? '')
    const opened = read.kind === 'whole' ? await openBatch(read.batch, { key, chunk: (hash) => store.chunk(hash) }) : null
    if (opened?.kind !== 'whole') throw new Error(`Batch ${id.n} of ${id.actor} is held and does not open`)
    await store.restate(id, opened.operations)
  }
}
