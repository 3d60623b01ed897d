/** Operations into the tables, by `applyOperations`, and into the log. Call both inside the kernel's own transaction. */
import { applyOperations } from '#core/records/applyOperations'
import { isShown } from '#core/records/isShown'
import type { Operation } from '#core/records/operation'
import { packOperations, unpackOperations } from '#core/records/packOperations'
import { type RecordState, type Row, rowOf } from '#core/records/recordState'
import { mergePlans, type SharedTable } from '#core/records/recordTables'
import type { LogEntry, Quarantined } from '#core/records/tables/localTables'
import { checkRecord, invalidOperation } from './checkRecord'
import type { CommonmastDatabase } from './database'
import { rivalsOf } from './quarantined'
import { shadowId } from './readStates'

export const OPERATIONS_PER_ENTRY = 200
const WORTH_PACKING = 20

type KnownStates = ReadonlyMap<string, ReadonlyMap<string, RecordState>>

/**
 * Applies operations that this installation makes.
 * @throws Problem `data.invalid-record` naming the field, when a record would not be one of its table
 */
export async function writeOperations(
  db: CommonmastDatabase,
  known: KnownStates,
  operations: readonly Operation[],
): Promise<void> {
  const { changed, refused, unknown } = applyOperations(mergePlans, known, operations)
  const [fault] = refused
  if (fault?.reason === 'invalid-value') throw invalidOperation(fault.operation)
  if (fault) throw new Error(`An operation of our own on ${fault.operation.table} cannot be applied: ${fault.reason}`)
  if (unknown[0]) throw new Error(`${unknown[0].table} is not a table that is shared`)
  for (const [name, states] of changed) {
    for (const { fields, removal } of states.values()) if (!removal?.gone) checkRecord(name as SharedTable, fields)
    await writeStates(db, name as SharedTable, states)
  }
}

/** Puts states where they belong: into their table, or beside it when they are not shown. */
export async function writeStates(
  db: CommonmastDatabase,
  name: SharedTable,
  states: ReadonlyMap<string, RecordState>,
): Promise<void> {
  const plan = mergePlans.get(name)
  if (!plan) throw new Error(`${name} is not a table that is shared`)
  const rows: Row[] = []
  const hidden: [string, RecordState][] = []
  const rivals: Quarantined[] = []
  const shown: string[] = []
  for (const [key, state] of states) {
    if (isShown(plan, state)) {
      rows.push(rowOf(state))
      shown.push(key)
    } else hidden.push([key, state])
    if (state.rivals) rivals.push(...rivalsOf(name, key, state))
  }
  const table = db.table<Row, string>(name)
  if (rows.length > 0) await table.bulkPut(rows)
  await removeShadows(db, name, shown)
  if (hidden.length > 0) {
    await table.bulkDelete(hidden.map(([key]) => key))
    await db.shadows.bulkPut(hidden.map(([key, state]) => ({ id: shadowId(name, key), table: name, key, row: rowOf(state) })))
  }
  if (rivals.length > 0) await db.quarantine.bulkPut(rivals)
}

/** Beyond so many keys it is looked first which of them have a shadow. */
const FEW = 500

/** Of records that are shown now, whether they were removed or had not arrived whole. */
async function removeShadows(db: CommonmastDatabase, name: SharedTable, keys: readonly string[]): Promise<void> {
  const ofTable = db.shadows.where('table').equals(name)
  if (keys.length === 0 || (await ofTable.count()) === 0) return
  const ids = keys.map((key) => shadowId(name, key))
  const there = ids.length > FEW ? new Set(await ofTable.primaryKeys()) : null
  await db.shadows.bulkDelete(there ? ids.filter((id) => there.has(id)) : ids)
}

/** Appends operations to the log, each transaction in entries of its own. */
export async function addToLog(db: CommonmastDatabase, operations: readonly Operation[]): Promise<void> {
  const entries: LogEntry[] = []
  for (const run of runsOf(operations)) {
    const [first] = run
    if (!first) continue
    const { actor, n, t } = first
    const tables = [...new Set(run.map(({ table }) => table))]
    const packed = run.length >= WORTH_PACKING ? packOperations(run) : null
    const head = { actor, n, count: run.length, t, tables }
    entries.push(packed ? { ...head, operations: [], packed } : { ...head, operations: run })
  }
  await db.operations.bulkAdd(entries)
}

/** Runs of one transaction and one table, so that they pack, each short enough for an entry. */
function* runsOf(operations: readonly Operation[]): Generator<Operation[]> {
  let run: Operation[] = []
  for (const operation of operations) {
    if (run.length > 0 && !continues(run, operation)) {
      yield run
      run = []
    }
    run.push(operation)
  }
  if (run.length > 0) yield run
}

function continues(run: readonly Operation[], { actor, n, t, table }: Operation): boolean {
  const last = run.at(-1)
  if (run.length >= OPERATIONS_PER_ENTRY || last?.actor !== actor || last.n + 1 !== n || last.t !== t) return false
  return run.length < WORTH_PACKING || run[0]?.table === table
}

/** An entry's operations, each complete in itself; only those on `keys` when given. */
export function operationsIn(entry: LogEntry, keys?: ReadonlySet<string>): Operation[] {
  if (entry.packed) return unpackOperations(entry.packed, keys)
  return keys ? entry.operations.filter(({ key }) => keys.has(key)) : entry.operations
}
