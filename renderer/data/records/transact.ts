/**
 * The one way to change shared records. Reads, guards and writes happen in one transaction; what really changed becomes
 * operations, and the operations are applied by the same function as those of anybody else. Nothing changed, nothing
 * written.
 */
import { Problem } from '#core/model/problem'
import { nextReading } from '#core/records/hybridClock'
import { latestReading } from '#core/records/latestReading'
import { type Change, type Operation, SCHEMA_VERSION } from '#core/records/operation'
import type { RecordState } from '#core/records/recordState'
import type { SharedTable } from '#core/records/recordTables'
import { ACCESS_TABLES, checkOwnAccess } from '../sync/access/ownAccess'
import { type CommonmastDatabase, permitWrites } from './database'
import { type KernelMemory, readMemory, writeMemory } from './kernelMemory'
import { nowText } from './newId'
import { RecordTransaction } from './RecordTransaction'
import { addToLog, writeOperations } from './writeOperations'
import { asWriteProblem } from './writeProblem'

/** What a person does, in words that a list of everything done can show. */
export interface ActOf {
  kind: string
  title: string
  /** The act that this one takes back. */
  undoes?: string
}

export interface TransactOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** Tables of this machine that `work` writes as well, in the same transaction. */
  local?: readonly ('layerChunks' | 'machineSettings' | 'meta')[]
  /** Whether the act is written though it changes nothing. */
  saysItAnyway?: boolean
}

export interface Transacted<T> {
  value: T
  /** Null when nothing changed. */
  actId: string | null
  /** Operations on records, the act itself not counted. */
  operations: number
}

const CHUNK = 2_000
/** So many chunks may wait for the database, so that it is never idle and what waits stays small. */
const CHUNKS_AHEAD = 3
const NO_STATES: ReadonlyMap<string, RecordState> = new Map()

/**
 * Runs `work` and writes what it means to, all or nothing.
 * @param tables every shared table that `work` reads or writes
 * @throws Problem of `work`, `access.no-right`, `data.invalid-record`, `data.cancelled`, `data.disk-full` or `data.write-failed`
 */
export async function transact<T>(
  db: CommonmastDatabase,
  act: ActOf,
  tables: readonly SharedTable[],
  work: (records: RecordTransaction) => Promise<T>,
  options: TransactOptions = {},
): Promise<Transacted<T>> {
  const kernelTables = ['acts', 'actors', 'operations', 'shadows', 'quarantine', 'meta']
  const names = new Set([...tables, ...kernelTables, ...(options.local ?? []), ...ACCESS_TABLES])
  try {
    let named = act
    const done = await db.transaction('rw', [...names], async (): Promise<Transacted<T>> => {
      permitWrites()
      const records = new RecordTransaction(db)
      const value = await work(records)
      const { changes, states } = records.changes()
      if (changes.length === 0 && !options.saysItAnyway) return { value, actId: null, operations: 0 }
      await checkOwnAccess(db, changes)
      const { actId } = records
      named = { ...act, title: records.actTitle ?? act.title }
      await writeChanges(db, [actChange(actId, named), ...changes], states, options)
      return { value, actId, operations: changes.length }
    })
    if (done.actId) announce(done.actId, named)
    return done
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
}

function actChange(id: string, { kind, title, undoes = undefined }: ActOf): Change {
  return { table: 'acts', key: id, set: { kind, title, undoes: undoes ?? null, createdAt: nowText() } }
}

/** Whose operations these are; said with the first of them. */
function actorChange({ actor, publicKey }: KernelMemory): Change {
  return { table: 'actors', key: actor, set: { publicKey, startedAt: nowText() } }
}

async function writeChanges(
  db: CommonmastDatabase,
  given: readonly Change[],
  states: ReadonlyMap<string, ReadonlyMap<string, RecordState>>,
  { signal, onProgress }: TransactOptions,
): Promise<void> {
  const memory = await readMemory(db)
  const isBinding = memory.publicKey !== null && !memory.isBound
  const changes = isBinding ? [actorChange(memory), ...given] : given
  const { t, memory: clock } = nextReading(memory.clock, Date.now(), latestOf(changes, states))
  let n = memory.made
  const underWay: Promise<unknown>[] = []
  for (let start = 0; start < changes.length; start += CHUNK) {
    throwIfCancelled(signal)
    const operations = changes
      .slice(start, start + CHUNK)
      .map((change): Operation => ({ actor: memory.actor, n: ++n, t, schemaV: SCHEMA_VERSION, ...change }))
    // Side by side: the database works on some chunks while this thread prepares the next.
    const written = Promise.all([writeOperations(db, states, operations), addToLog(db, operations)])
    // What fails is thrown where it is waited for, perhaps not by this loop.
    written.catch(() => undefined)
    underWay.push(written)
    if (underWay.length > CHUNKS_AHEAD) await underWay.shift()
    onProgress?.(Math.min(start + CHUNK, changes.length), changes.length)
  }
  await Promise.all(underWay)
  const isBound = memory.isBound || isBinding
  await writeMemory(db, { ...memory, isBound, clock, made: n, waiting: memory.waiting + changes.length })
  throwIfCancelled(signal)
}

/** The latest reading of what the changes overwrite. */
function latestOf(changes: readonly Change[], states: ReadonlyMap<string, ReadonlyMap<string, RecordState>>): string | null {
  let latest: string | null = null
  for (const { table, key } of changes) {
    const state = (states.get(table) ?? NO_STATES).get(key)
    if (!state) continue
    const reading = latestReading(state)
    if (latest === null || reading > latest) latest = reading
  }
  return latest
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Problem('data.cancelled', 'Cancelled: nothing was changed.')
}

const listeners = new Set<(actId: string, act: ActOf) => void>()

/** Tells of every act of this thread once it is written. @returns a function that stops listening */
export function onAct(listener: (actId: string, act: ActOf) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function announce(actId: string, act: ActOf): void {
  for (const listener of listeners) listener(actId, act)
}
