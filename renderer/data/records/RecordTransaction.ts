/**
 * What a transaction sees and means to write. Reads go to the database inside the transaction, so what is guarded cannot
 * change before it is written; writes are kept here until the end, where their difference to what is there is found.
 */
import { Problem } from '#core/model/problem'
import { differenceOf } from '#core/records/differenceOf'
import type { MergePlan } from '#core/records/mergePlan'
import type { Change, Stamp } from '#core/records/operation'
import { type RecordState, STAMPS } from '#core/records/recordState'
import { mergePlans, type RecordOf, type SharedTable } from '#core/records/recordTables'
import { reviseRecord } from '#core/records/reviseRecord'
import { sameValue } from '#core/records/sameValue'
import { chooseVersion, standingVersions } from '#core/records/standingVersions'
import type { CommonmastDatabase } from './database'
import { newId, nowText } from './newId'
import { readStates } from './readStates'

type Fields = Record<string, unknown>

/** A record as this transaction means to leave it; null when it is to go. */
type Target = Fields | null

/** What becomes of a record that a transaction writes. */
export interface Outcome {
  /** Whether there was no such record before, or it was removed. */
  isNew: boolean
  /** Null when nothing changes. */
  change: Change | null
}

export class RecordTransaction {
  /** Of the act that this transaction becomes when anything changes. */
  readonly actId = newId()
  /** Changes that are given as they are, see `apply`. */
  private readonly given: Change[] = []
  private readonly states = new Map<SharedTable, Map<string, RecordState>>()
  private readonly loaded = new Map<SharedTable, Set<string>>()
  private readonly targets = new Map<SharedTable, Map<string, Target>>()
  /** What was found of `targets` so far; of tables in `unsure` not all. */
  private readonly found = new Map<SharedTable, Map<string, Change | null>>()
  private readonly unsure = new Set<SharedTable>()
  private readonly at = nowText()

  private title: string | null = null

  constructor(private readonly db: CommonmastDatabase) {}

  /** Says what was done where only the reads tell, such as from what to what; it stands instead of the act's own title. */
  nameAct(title: string): void {
    this.title = title
  }

  /** The title that the work gave, or null. */
  get actTitle(): string | null {
    return this.title
  }

  /** The record as it is, with what this transaction has done to it; undefined when there is none. */
  async get<T extends SharedTable>(table: T, key: string): Promise<RecordOf<T> | undefined> {
    await this.load(table, [key])
    return (this.current(table, key) ?? undefined) as RecordOf<T> | undefined
  }

  /** Records of these keys, by key, as `get` gives them; those that are not there are left out. */
  async readAll<T extends SharedTable>(table: T, keys: readonly string[]): Promise<Map<string, RecordOf<T>>> {
    await this.load(table, keys)
    const records = new Map<string, RecordOf<T>>()
    for (const key of keys) {
      const record = this.current(table, key)
      if (record) records.set(key, record as RecordOf<T>)
    }
    return records
  }

  /** Makes a record, or makes it exactly this; what a newer version of the program keeps in it stays. */
  async put<T extends SharedTable>(table: T, record: RecordOf<T>): Promise<void> {
    await this.putAll(table, [record])
  }

  async putAll<T extends SharedTable>(table: T, records: readonly RecordOf<T>[]): Promise<void> {
    const plan = planOf(table)
    const keyed = records.map((record) => ({ key: keyIn(plan, record as Fields), record: record as Fields }))
    await this.load(
      table,
      keyed.map(({ key }) => key),
    )
    for (const { key, record } of keyed) {
      const before = this.current(table, key)
      const unknown = before && !plan.isFact ? Object.entries(before).filter(([field]) => isUnknown(plan, field)) : []
      this.write(table, key, unknown.length > 0 ? { ...Object.fromEntries(unknown), ...record } : record)
    }
  }

  /** Writes these fields of records that are there, and makes those that are not: `made` completes them. */
  async mergeAll<T extends SharedTable>(
    table: T,
    records: readonly { key: string; fields: Partial<RecordOf<T>> }[],
    made: (fields: Partial<RecordOf<T>>, key: string) => RecordOf<T>,
  ): Promise<void> {
    await this.load(
      table,
      records.map(({ key }) => key),
    )
    for (const { key, fields } of records) {
      const before = this.current(table, key)
      this.write(table, key, before ? withFields(before, fields as Fields) : (made(fields, key) as Fields))
    }
  }

  /** Writes fields of one record; `undefined` takes a field out. @throws Problem `data.not-found` */
  async patch<T extends SharedTable>(table: T, key: string, fields: Partial<RecordOf<T>>): Promise<void> {
    await this.load(table, [key])
    const before = this.current(table, key)
    if (!before) throw notFound()
    this.write(table, key, { ...before, ...fields })
  }

  /** Writes what a person changed in a form since it was opened, on top of what others did meanwhile. @throws Problem `data.not-found` */
  async revise<T extends SharedTable>(table: T, opened: RecordOf<T>, edited: Partial<RecordOf<T>>): Promise<void> {
    const plan = planOf(table)
    const key = keyIn(plan, opened as Fields)
    await this.load(table, [key])
    const before = this.current(table, key)
    if (!before) throw notFound()
    this.write(table, key, { ...before, ...reviseRecord(plan, opened as Fields, edited as Fields, before) })
  }

  /** Removes records; those that are gone are passed over. Facts that were not practised stay, and that is an error. */
  async remove(table: SharedTable, keys: readonly string[]): Promise<void> {
    await this.load(table, keys)
    for (const key of keys) this.write(table, key, null)
  }

  /** A change in the form of an operation, such as an undo makes. Its record must not be written otherwise. */
  async apply(change: Change & { table: SharedTable }): Promise<void> {
    await this.load(change.table, [change.key])
    this.given.push(change)
  }

  /** Of versions that stand side by side the chosen one stands alone. @throws Problem `data.versions-changed`, `data.not-found` */
  async chooseVersion(table: SharedTable, key: string, register: string, chosen: Stamp): Promise<void> {
    await this.load(table, [key])
    const state = this.states.get(table)?.get(key)
    if (!state || state.removal?.gone) throw notFound()
    this.given.push(chooseVersion(planOf(table), key, state, register, chosen))
  }

  /** What becomes of the records of a table that this transaction has written so far. */
  *outcomes(table: SharedTable): Generator<[key: string, outcome: Outcome]> {
    const states = this.states.get(table)
    for (const [key, change] of this.find(table)) {
      const state = states?.get(key)
      yield [key, { isNew: !state || state.removal?.gone === true, change }]
    }
  }

  /** What would really change, in the order of the tables; the states it was found against. */
  changes(): { changes: Change[]; states: ReadonlyMap<SharedTable, ReadonlyMap<string, RecordState>> } {
    const changes: Change[] = [...this.given]
    for (const table of this.targets.keys()) {
      for (const change of this.find(table).values()) if (change) changes.push(change)
    }
    return { changes, states: this.states }
  }

  private find(table: SharedTable): ReadonlyMap<string, Change | null> {
    const plan = planOf(table)
    const states = this.states.get(table)
    const found = this.found.get(table) ?? new Map<string, Change | null>()
    this.found.set(table, found)
    if (!this.unsure.delete(table)) return found
    for (const [key, target] of this.targets.get(table) ?? []) {
      if (found.has(key)) continue
      const state = states?.get(key)
      if (target !== null && target === state?.fields && !state.removal?.gone) {
        found.set(key, null)
        continue
      }
      const change = changeOf(plan, key, state, target)
      if (change && state) refuseOverVersions(plan, state, change)
      // Whatever changes a record says when.
      if (change?.set && state && !state.removal?.gone && plan.registers.has('updatedAt')) {
        change.set.updatedAt = target?.updatedAt !== state.fields.updatedAt ? target?.updatedAt : this.at
      }
      found.set(key, change)
    }
    return found
  }

  private write(table: SharedTable, key: string, target: Target): void {
    const targets = this.targets.get(table) ?? new Map<string, Target>()
    this.targets.set(table, targets)
    targets.set(key, target)
    this.found.get(table)?.delete(key)
    this.unsure.add(table)
  }

  private current(table: SharedTable, key: string): Fields | null {
    const target = this.targets.get(table)?.get(key)
    if (target !== undefined) return target
    const state = this.states.get(table)?.get(key)
    return state && !state.removal?.gone ? state.fields : null
  }

  private async load(table: SharedTable, keys: readonly string[]): Promise<void> {
    const loaded = this.loaded.get(table) ?? new Set()
    const missing = keys.filter((key) => !loaded.has(key))
    if (missing.length === 0) return
    const states = this.states.get(table) ?? new Map<string, RecordState>()
    for (const [key, state] of await readStates(this.db, table, missing)) states.set(key, state)
    for (const key of missing) loaded.add(key)
    this.states.set(table, states)
    this.loaded.set(table, loaded)
  }
}

function changeOf(plan: MergePlan, key: string, state: RecordState | undefined, target: Target): Change | null {
  const { table } = plan
  const isThere = state !== undefined && !state.removal?.gone
  if (target === null) {
    if (!isThere) return null
    if (plan.isFact && !plan.isPractice(state.fields)) {
      throw new Problem('data.fact', 'This is on record for good and cannot be removed.', { cause: `${table} ${key}` })
    }
    return { table, key, tombstone: true }
  }
  if (!plan.isFact) return differenceOf(plan, key, state, target, true)
  const { [plan.keyField]: _key, [STAMPS]: _stamps, ...set } = target
  if (isThere) {
    const { [plan.keyField]: _own, ...before } = state.fields
    if (sameValue(before, set)) return null
    throw new Problem('data.fact', 'This is on record already, with other contents; what is on record stays as it is.', {
      cause: `${table} ${key}`,
    })
  }
  return { table, key, set, ...(state && { tombstone: false }) }
}

/** Whoever writes over versions that stand side by side would decide between them unseen. */
function refuseOverVersions(plan: MergePlan, state: RecordState, { key, set }: Change): void {
  if (plan.special.length === 0 || !set) return
  if (!standingVersions(plan, state).some(({ register }) => Object.hasOwn(set, register))) return
  throw new Problem(
    'data.two-versions',
    `${nameIn(state) ?? key} was changed in two places and both versions stand: choose one of them under Sync, Needs you, and change it then.`,
    { cause: `${plan.table} ${key}` },
  )
}

function nameIn({ fields }: RecordState): string | null {
  return typeof fields.name === 'string' ? fields.name : null
}

/** The record with these fields; itself where they are as they are. */
function withFields(before: Fields, fields: Fields): Fields {
  for (const field in fields) if (!sameValue(before[field], fields[field])) return { ...before, ...fields }
  return before
}

function planOf(table: SharedTable): MergePlan {
  const plan = mergePlans.get(table)
  if (!plan) throw new Error(`${table} is not a table that is shared`)
  return plan
}

function keyIn({ keyField, table }: MergePlan, record: Fields): string {
  const key = record[keyField]
  if (typeof key !== 'string' || key === '') {
    throw new Problem('data.invalid-record', `This ${table} record cannot be saved: it has no ${keyField}.`, { field: keyField })
  }
  return key
}

function isUnknown({ keyField, registers }: MergePlan, field: string): boolean {
  return field !== keyField && !registers.has(field)
}

function notFound(): Problem {
  return new Problem('data.not-found', 'This record is no longer here: it may have been removed in another window.')
}
