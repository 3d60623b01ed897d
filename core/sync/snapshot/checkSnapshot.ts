/** A snapshot held against the batches that it stands for, all of them read again. SPEC.md, [SY51]. */
import { Problem } from '../../model/problem'
import { applyOperations, type States } from '../../records/applyOperations'
import type { Operation } from '../../records/operation'
import { rowOf } from '../../records/recordState'
import { mergePlans } from '../../records/recordTables'
import { sameValue } from '../../records/sameValue'
import { accessState } from '../access/AccessState'
import { counted, judgeBy } from '../access/judgeBatch'
import { grantsIn } from '../access/saidGrant'
import type { BatchId } from '../batch'
import type { Founding } from '../founding'
import type { Round } from '../Round'
import { readBatch } from '../readBatch'
import { throwIfCancelled } from '../throwIfCancelled'
import { openBatch } from '../travel/openBatch'
import { newestSnapshot } from './newestSnapshot'
import { needsOlderBatches, type SnapshotContent } from './SnapshotStore'
import type { BatchNames } from './snapshotFile'

export interface SnapshotCheck {
  /** When it was made, ISO 8601, UTC. */
  at: string
  /** What it stands for. */
  names: readonly BatchNames[]
  batches: number
  /** Records that were compared. */
  records: number
  /** How many of them are something else by the snapshot than by the batches; and some of these. */
  differs: number
  differing: readonly { table: string; key: string }[]
  /** How many of the batches do not lie at the place, so that it cannot give them back. */
  notThere: number
}

/** Folded at once, between two looks at the cancellation. */
const AT_ONCE = 5_000
const NAMED = 20

/**
 * Reads the newest snapshot as whoever joins there would, makes the records again from every batch that it stands for, and
 * compares them, stamps included. Nothing is changed.
 * @param there what lay there when the round looked
 * @throws Problem `snapshot.none`, `snapshot.not-held`, `snapshot.needs-older`
 */
export async function checkSnapshot(round: Round, founding: Founding, there: readonly BatchId[]): Promise<SnapshotCheck> {
  const newest = await newestSnapshot(round, founding, there)
  if (!newest) throw noSnapshot()
  const { content, at } = newest
  const byBatches = await fromBatches(round, founding, content)
  const bySnapshot: States = new Map()
  for (let start = 0; start < content.operations.length; start += AT_ONCE) {
    throwIfCancelled(round.signal)
    foldInto(bySnapshot, content.operations.slice(start, start + AT_ONCE))
  }
  const batches = content.names.reduce((sum, names) => sum + names.batches.length, 0)
  const lying = new Set(there.map(({ hash }) => hash))
  const notThere = content.names.flatMap((names) => names.batches).filter(({ hash }) => !lying.has(hash)).length
  return { at, names: content.names, batches, notThere, ...compare(byBatches, bySnapshot) }
}

async function fromBatches(round: Round, founding: Founding, { names, access }: SnapshotContent): Promise<States> {
  const { store, keys, signal, progress } = round
  // By the access of then: what was decided since is no fault of the snapshot.
  const judge = judgeBy(accessState(founding, access.flatMap(grantsIn)), mergePlans)
  const opening = { chunk: (hash: string) => store.chunk(hash), key: (id: string) => keys?.key(id) ?? null }
  const total = names.reduce((sum, { batches }) => sum + batches.length, 0)
  const states: States = new Map()
  let done = 0
  for (const { actor, batches } of names) {
    const held = new Set((await store.after(actor, 0)).map(({ hash }) => hash))
    for (const [at, { hash }] of batches.entries()) {
      throwIfCancelled(signal)
      progress({ phase: 'read', done: done++, total })
      if (!held.has(hash)) throw notHeld()
      const text = await store.text({ actor, n: at + 1, hash })
      if (text === null) throw needsOlderBatches()
      const read = readBatch(text)
      const opened = read.kind === 'whole' ? await openBatch(read.batch, opening) : null
      if (read.kind !== 'whole' || opened?.kind !== 'whole') throw needsOlderBatches()
      foldInto(states, counted(opened.operations, judge(read).counts))
    }
  }
  return states
}

function foldInto(states: States, operations: readonly Operation[]): void {
  for (const [table, changed] of applyOperations(mergePlans, states, operations).changed) {
    const into = states.get(table)
    if (!into) states.set(table, changed)
    else for (const [key, state] of changed) into.set(key, state)
  }
}

function compare(one: States, other: States): Pick<SnapshotCheck, 'records' | 'differs' | 'differing'> {
  const differing: { table: string; key: string }[] = []
  let [records, differs] = [0, 0]
  for (const table of new Set([...one.keys(), ...other.keys()])) {
    const [ones, others] = [one.get(table), other.get(table)]
    for (const key of new Set([...(ones?.keys() ?? []), ...(others?.keys() ?? [])])) {
      const [mine, theirs] = [ones?.get(key), others?.get(key)]
      records++
      if (mine && theirs && sameValue(rowOf(mine), rowOf(theirs))) continue
      differs++
      if (differing.length < NAMED) differing.push({ table, key })
    }
  }
  return { records, differs, differing }
}

function noSnapshot(): Problem {
  return new Problem(
    'snapshot.none',
    'No snapshot that a laptop could join from lies there, or a key to it is missing here: an admin makes one under For laptops that join.',
  )
}

function notHeld(): Problem {
  return new Problem(
    'snapshot.not-held',
    'The snapshot stands for batches that this laptop does not hold: sync with that place, and check it then.',
  )
}
