/** The history of one record: who changed which of its fields when, found from the log. */
import { applyOperations, type KnownStates } from '#core/records/applyOperations'
import { parseClock } from '#core/records/hybridClock'
import { actorOf, type Operation, readingOf, type Stamp, stampOf } from '#core/records/operation'
import { type RecordState, type Row, stateOf } from '#core/records/recordState'
import { mergePlans, type SharedTable } from '#core/records/recordTables'
import { CHANGED_AT, sameValue } from '#core/records/sameValue'
import type { CommonmastDatabase } from '../records/database'
import { operationsIn } from '../records/writeOperations'

export interface FieldChange {
  field: string
  /** Undefined where there was, or is, none. */
  before: unknown
  after: unknown
}

export interface RecordChange {
  stamp: Stamp
  /** Milliseconds since 1970, by the clock of the laptop that did it. */
  atMs: number
  actor: string
  /** What the person did, in the words of the act. */
  title: string
  what: 'made' | 'changed' | 'removed' | 'brought back'
  /** What the record became by it. None where another laptop's later change stood already. */
  fields: FieldChange[]
}

/** The latest first. It reads the log of the record's table once. */
export async function readRecordHistory(db: CommonmastDatabase, table: SharedTable, key: string): Promise<RecordChange[]> {
  const operations = await operationsOn(db, table, key)
  const byStamp = new Map<Stamp, Operation[]>()
  for (const operation of operations) byStamp.set(stampOf(operation), [...(byStamp.get(stampOf(operation)) ?? []), operation])
  const titles = await titlesOf(db, new Set(byStamp.keys()))
  const changes: RecordChange[] = []
  let before: RecordState | undefined
  for (const stamp of [...byStamp.keys()].sort()) {
    const known: KnownStates = new Map(before ? [[table, new Map([[key, before]])]] : [])
    const after = applyOperations(mergePlans, known, byStamp.get(stamp) ?? [])
      .changed.get(table)
      ?.get(key)
    if (!after) continue
    changes.push({
      stamp,
      atMs: parseClock(readingOf(stamp)).ms,
      actor: actorOf(stamp),
      title: titles.get(stamp) ?? 'A change without a name',
      what: whatBecame(before, after),
      fields: changedFields(table, before, after),
    })
    before = after
  }
  return changes.reverse()
}

async function operationsOn(db: CommonmastDatabase, table: SharedTable, key: string): Promise<Operation[]> {
  const wanted = new Set([key])
  const found: Operation[] = []
  await db.operations
    .where('tables')
    .equals(table)
    .each((entry) => {
      for (const operation of operationsIn(entry, wanted)) if (operation.table === table) found.push(operation)
    })
  return found
}

/** Words of the acts by their stamps. */
async function titlesOf(db: CommonmastDatabase, stamps: ReadonlySet<Stamp>): Promise<Map<Stamp, string>> {
  const titles = new Map<Stamp, string>()
  await db.acts.each((act) => {
    const { stamp } = stateOf(act as Row)
    if (stamps.has(stamp)) titles.set(stamp, act.title)
  })
  return titles
}

function whatBecame(before: RecordState | undefined, after: RecordState): RecordChange['what'] {
  const wasGone = before?.removal?.gone ?? false
  const isGone = after.removal?.gone ?? false
  if (isGone && !wasGone) return 'removed'
  if (!isGone && wasGone) return 'brought back'
  return before === undefined ? 'made' : 'changed'
}

function changedFields(table: SharedTable, before: RecordState | undefined, after: RecordState): FieldChange[] {
  const keyField = mergePlans.get(table)?.keyField
  const names = [...new Set([...Object.keys(before?.fields ?? {}), ...Object.keys(after.fields)])].sort()
  return names
    .filter((field) => field !== keyField && field !== CHANGED_AT && !sameValue(before?.fields[field], after.fields[field]))
    .map((field) => ({ field, before: before?.fields[field], after: after.fields[field] }))
}
