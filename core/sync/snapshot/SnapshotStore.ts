/** What a laptop does with snapshots, beside its `SyncStore`. Each call is one transaction. */
import { Problem } from '../../model/problem'
import type { Operation } from '../../records/operation'
import type { BatchId, NamedBatch } from '../batch'
import type { OpenedBatch } from '../SyncStore'
import type { BatchNames } from './snapshotFile'

/** What a snapshot says, verified as far as that is possible without the batches before it. */
export interface SnapshotContent {
  names: readonly BatchNames[]
  /** The batches that say something of access. */
  access: readonly NamedBatch[]
  /** Those that still decide something, in the order of actor and number. */
  operations: readonly Operation[]
}

export interface SnapshotStore {
  /** What held batches come to here, and nothing that is not sealed yet. */
  source(): Promise<SnapshotContent>
  /** Whether no batch is held, and the log holds nothing but what this laptop said itself. */
  mayJoin(): Promise<boolean>
  /** All of it in one transaction, records and vector; the batches are held by their names (see `namedOnly`). */
  join(content: SnapshotContent): Promise<void>
  /** Held batches of which only the name is here: this laptop joined from a snapshot, or they were archived. */
  namedOnly(): Promise<readonly BatchId[]>
  /**
   * Batches that were held by their names are whole from now on: the log says what of them counts, and records follow from it.
   * @throws Problem `snapshot.was-wrong` where the snapshot said something else of one
   */
  keepOlder(batches: readonly OpenedBatch[]): Promise<void>
  /**
   * Of these held batches the name alone stays, of those that say nothing of access; what they said stays in the log. Chunks that
   * no other batch names go with them.
   */
  letGo(ids: readonly BatchId[]): Promise<{ batches: number; bytes: number }>
}

/** Something reaches before the snapshot from which this laptop joined; see `readOlder`. */
export function needsOlderBatches(): Problem {
  return new Problem(
    'snapshot.needs-older',
    'This laptop joined from a snapshot, and this reaches before it: read the older batches from a place that has them, in Sync, Places.',
  )
}
