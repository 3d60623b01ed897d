/** A laptop that holds nothing yet begins with what an admin's snapshot says, and not with the first batch. SPEC.md, [SY91] and [SY92]. */
import type { BatchId } from '../batch'
import type { Founding } from '../founding'
import type { Round } from '../Round'
import { newestSnapshot } from './newestSnapshot'
import type { SnapshotContent } from './SnapshotStore'

/** Fewer are read as fast as a snapshot is looked for. */
const WORTH_A_SNAPSHOT = 20

/**
 * Does nothing where this laptop holds something, or no snapshot holds.
 * @param there what lay there when the round looked
 * @returns how many batches are held by their names now
 */
export async function joinFromSnapshot(round: Round, founding: Founding, there: readonly BatchId[]): Promise<number> {
  const { store, tell } = round
  const { snapshots } = store
  if (!snapshots || there.length < WORTH_A_SNAPSHOT || !(await snapshots.mayJoin())) return 0
  const { actor } = await store.self()
  // Its own past it reads from the batches themselves, under a new name.
  if (there.some((id) => id.actor === actor)) return 0
  const isOfUse = ({ names }: SnapshotContent) => names.every((each) => each.actor !== actor)
  const newest = await newestSnapshot(round, founding, there, isOfUse)
  if (!newest) return 0
  await snapshots.join(newest.content)
  const batches = newest.content.names.reduce((sum, names) => sum + names.batches.length, 0)
  tell({ kind: 'joined-from-snapshot', at: newest.at, batches })
  return batches
}
