/**
 * The one way to write records: a single transaction holds the records and the outbox operations that say the same,
 * so neither can exist without the other. Bulk writes go through here too, in chunks, and report progress.
 */
import { Problem } from '#core/model/problem'
import { tickClock } from '#core/sync/hybridClock'
import type { Operation, OperationKind } from '#core/sync/operation'
import { packOperations, unpackOperations } from '#core/sync/packOperations'
import { type CommonmastDatabase, type OutboxEntry, SCHEMA_VERSION } from './database'

const OPERATION_KINDS = {
  hotspots: 'set',
  plans: 'set',
  workOrders: 'set',
  provisionings: 'fact',
  members: 'set',
  agreements: 'mv',
  goals: 'set',
  periods: 'set',
  contributions: 'fact',
  distributions: 'set',
  signatures: 'fact',
  radioProfiles: 'set',
  dataLayers: 'set',
  imports: 'set',
  settings: 'set',
} as const satisfies Record<string, OperationKind>

export type RecordTable = keyof typeof OPERATION_KINDS
export const RECORD_TABLES = Object.keys(OPERATION_KINDS) as RecordTable[]

export interface Change {
  table: RecordTable
  key: string
  /** The whole record, or null to delete it. */
  record: object | null
  /** When given, only these fields go into the operation; the whole record otherwise. */
  patch?: Record<string, unknown>
}

export interface CommitOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** Runs inside the same transaction after the changes, for local-only tables such as `importUndo`. */
  also?: (db: CommonmastDatabase) => Promise<void>
}

/** Meta key: how many operations the outbox holds, kept beside it so that nobody reads the outbox to count it. */
export const OUTBOX_OPERATIONS = 'outboxOperations'

const CHUNK = 2_000
const OPS_PER_ENTRY = 200
const WORTH_PACKING = 20

/**
 * Writes all changes and their operations, or none of them.
 * @throws Problem `data.cancelled`, `data.disk-full` or `data.write-failed`.
 */
export async function commitChanges(db: CommonmastDatabase, changes: Change[], options: CommitOptions = {}): Promise<void> {
  const tables = [...new Set(changes.map((change) => change.table))].map((name) => db.table(name))
  try {
    await db.transaction('rw', [...tables, db.outbox, db.meta, db.importUndo], async () => {
      const t = tickClock(((await db.meta.get('clock'))?.value as string | undefined) ?? null, Date.now())
      await db.meta.put({ key: 'clock', value: t })
      const waiting = ((await db.meta.get(OUTBOX_OPERATIONS))?.value as number | undefined) ?? 0
      for (let start = 0; start < changes.length; start += CHUNK) {
        if (options.signal?.aborted) throw new Problem('data.cancelled', 'Cancelled: nothing was changed.')
        const chunk = changes.slice(start, start + CHUNK)
        // Side by side: the database works on one while this thread copies the other.
        await Promise.all([writeChunk(db, chunk), db.outbox.bulkAdd(outboxEntries(chunk, t))])
        options.onProgress?.(Math.min(start + CHUNK, changes.length), changes.length)
      }
      await options.also?.(db)
      await db.meta.put({ key: OUTBOX_OPERATIONS, value: waiting + changes.length })
      if (options.signal?.aborted) throw new Problem('data.cancelled', 'Cancelled: nothing was changed.')
    })
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
}

async function writeChunk(db: CommonmastDatabase, chunk: Change[]): Promise<void> {
  const puts = new Map<RecordTable, object[]>()
  const deletes = new Map<RecordTable, string[]>()
  for (const change of chunk) {
    if (change.record === null) append(deletes, change.table, change.key)
    else append(puts, change.table, change.record)
  }
  for (const [table, keys] of deletes) await db.table(table).bulkDelete(keys)
  for (const [table, records] of puts) await db.table(table).bulkPut(records)
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function outboxEntries(chunk: Change[], t: string): OutboxEntry[] {
  const entries: OutboxEntry[] = []
  for (let start = 0; start < chunk.length; start += OPS_PER_ENTRY) {
    const ops = chunk.slice(start, start + OPS_PER_ENTRY).map(
      (change): Operation => ({
        t,
        kind: OPERATION_KINDS[change.table],
        table: change.table,
        key: change.key,
        patch: change.patch ?? (change.record as Record<string, unknown> | null),
        schemaV: SCHEMA_VERSION,
      }),
    )
    const packed = ops.length >= WORTH_PACKING ? packOperations(ops) : null
    entries.push(packed ? { t, ops: [], packed } : { t, ops })
  }
  return entries
}

/** An entry's operations, each complete in itself. */
export function operationsOf(entry: OutboxEntry): Operation[] {
  return entry.packed ? unpackOperations(entry.packed, entry.t) : entry.ops
}

/** IndexedDB's own errors as sentences. Dexie wraps them, so look at the name of the inner error too. */
export function asWriteProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  const names = [thrown, (thrown as { inner?: unknown } | null)?.inner].map((error) => (error as { name?: string } | null)?.name)
  if (names.includes('QuotaExceededError')) {
    return new Problem('data.disk-full', 'The disk is full, nothing was changed: free some space and try again.', {
      cause: thrown,
    })
  }
  return new Problem(
    'data.write-failed',
    'The records could not be written and nothing was changed: try again, or restore a backup in Settings.',
    {
      cause: thrown,
    },
  )
}
