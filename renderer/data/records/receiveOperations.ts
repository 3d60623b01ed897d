/**
 * Operations of other installations, of a backup or of an earlier life of this one, into the records and the log. They go
 * through the function that local changes go through, so that whoever holds the same operations holds the same records.
 */
import { applyOperations } from '#core/records/applyOperations'
import { receiveReading } from '#core/records/hybridClock'
import type { Operation } from '#core/records/operation'
import type { RecordState } from '#core/records/recordState'
import { isSharedTable, mergePlans, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { sameValue } from '#core/records/sameValue'
import { type CommonmastDatabase, permitWrites } from './database'
import { readMemory, writeMemory } from './kernelMemory'
import { quarantinedOf } from './quarantined'
import { readStates } from './readStates'
import { throwIfCancelled } from './transact'
import { addToLog, OPERATIONS_PER_ENTRY, operationsIn, writeStates } from './writeOperations'
import { asWriteProblem } from './writeProblem'

export interface ReceiveOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

/** Counts of operations. */
export interface Received {
  /** That were not here yet. */
  added: number
  /** Of those: that change nothing and are shown, because their table does not allow what they say. */
  refused: number
  /** Of those: on tables that only a newer version knows; they wait in the log. */
  unknown: number
}

const CHUNK = 2_000

/**
 * Takes in operations that `operationSchema` has read, all or nothing; those that are here already change nothing. Works
 * on its own, or within a transaction that is under way on all shared tables and those of the kernel.
 * @throws Problem `data.cancelled`, `data.disk-full` or `data.write-failed`
 */
export async function receiveOperations(
  db: CommonmastDatabase,
  operations: readonly Operation[],
  { signal, onProgress }: ReceiveOptions = {},
): Promise<Received> {
  const received: Received = { added: 0, refused: 0, unknown: 0 }
  const sorted = [...operations].sort(byActorAndNumber)
  try {
    await db.transaction('rw', [...SHARED_TABLES, 'operations', 'shadows', 'quarantine', 'meta'], async () => {
      permitWrites()
      for (let start = 0; start < sorted.length; start += CHUNK) {
        throwIfCancelled(signal)
        const { fresh, other } = await withoutThoseInLog(db, sorted.slice(start, start + CHUNK))
        await db.quarantine.bulkPut(other.map((operation) => quarantinedOf(operation, 'second-operation')))
        const { refused, unknown } = await applyHere(db, fresh)
        await addToLog(db, fresh)
        received.added += fresh.length
        received.refused += refused + other.length
        received.unknown += unknown
        onProgress?.(Math.min(start + CHUNK, sorted.length), sorted.length)
      }
      await remember(db, sorted)
      throwIfCancelled(signal)
    })
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
  return received
}

/** Records with operations that are not in the log yet. Call it inside a transaction as `receiveOperations` begins one. */
export async function applyHere(db: CommonmastDatabase, operations: readonly Operation[]) {
  const keys = new Map<SharedTable, Set<string>>()
  for (const { table, key } of operations) {
    if (!isSharedTable(table)) continue
    const ofTable = keys.get(table) ?? new Set()
    ofTable.add(key)
    keys.set(table, ofTable)
  }
  const known = new Map<string, ReadonlyMap<string, RecordState>>()
  for (const [table, ofTable] of keys) known.set(table, await readStates(db, table, [...ofTable]))
  const { changed, refused, unknown } = applyOperations(mergePlans, known, operations)
  for (const [table, states] of changed) await writeStates(db, table as SharedTable, states)
  await db.quarantine.bulkPut(refused.map(({ operation, reason }) => quarantinedOf(operation, reason)))
  return { refused: refused.length, unknown: unknown.length }
}

/** What the log does not hold yet, in the order of actor and number; and what it holds otherwise under the same number. */
async function withoutThoseInLog(db: CommonmastDatabase, sorted: readonly Operation[]) {
  const held = new Map<string, Operation>()
  for (const [actor, first, last] of ranges(sorted)) {
    const entries = db.operations.where('[actor+n]').between([actor, first - OPERATIONS_PER_ENTRY + 1], [actor, last], true, true)
    await entries.each((entry) => {
      for (const operation of operationsIn(entry)) held.set(nameOf(operation), operation)
    })
  }
  const fresh: Operation[] = []
  const other: Operation[] = []
  for (const operation of sorted) {
    const own = held.get(nameOf(operation))
    if (!own) {
      held.set(nameOf(operation), operation)
      fresh.push(operation)
    } else if (!sameValue(own, operation)) other.push(operation)
  }
  return { fresh, other }
}

/** Whether the log tells of something else under the name of one of these operations: then there are two logs, not one. */
export async function holdsOtherwise(db: CommonmastDatabase, operations: readonly Operation[]): Promise<boolean> {
  const sorted = [...operations].sort(byActorAndNumber)
  for (let start = 0; start < sorted.length; start += CHUNK) {
    const { other } = await withoutThoseInLog(db, sorted.slice(start, start + CHUNK))
    if (other.length > 0) return true
  }
  return false
}

/** By actor the first and the last number. */
function ranges(sorted: readonly Operation[]): [actor: string, first: number, last: number][] {
  const byActor = new Map<string, [string, number, number]>()
  for (const { actor, n } of sorted) {
    const range = byActor.get(actor)
    if (range) range[2] = n
    else byActor.set(actor, [actor, n, n])
  }
  return [...byActor.values()]
}

/** Call it inside a transaction of the kernel. Our clock follows theirs, and our own numbers that come back are not given out again. */
export async function remember(db: CommonmastDatabase, operations: readonly Operation[]): Promise<void> {
  const memory = await readMemory(db)
  const wallMs = Date.now()
  let { clock, made } = memory
  let last: string | null = null
  for (const { actor, n, t } of operations) {
    if (t !== last) clock = receiveReading(clock, t, wallMs)
    last = t
    if (actor === memory.actor && n > made) made = n
  }
  await writeMemory(db, { ...memory, clock, made })
}

function nameOf({ actor, n }: Operation): string {
  return `${actor} ${n}`
}

function byActorAndNumber(one: Operation, other: Operation): number {
  if (one.actor !== other.actor) return one.actor < other.actor ? -1 : 1
  return one.n - other.n
}
