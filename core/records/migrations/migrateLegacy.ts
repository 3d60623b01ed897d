/**
 * Records of schema version 1 or 2 as the states and the log of version 3. The old outbox was sent to nobody, so it becomes
 * this actor's log as it stands: each of its operations as what it really changed. Where the old log says something else
 * than the old tables, which it could, the tables are right, and one more operation says so.
 */
import { applyOperations, type Refused, type States } from '../applyOperations'
import { differenceOf } from '../differenceOf'
import { tickClock } from '../hybridClock'
import { isShown } from '../isShown'
import type { MergePlan } from '../mergePlan'
import { type Change, type Operation, SCHEMA_VERSION, type Stamp, stampOf } from '../operation'
import type { RecordState } from '../recordState'
import { mergePlans } from '../recordTables'
import { CHANGED_AT } from '../sameValue'
import { fromLegacy, type LegacyContext } from './fromLegacy'
import { joinHotspots } from './joinHotspots'
import { legacyActs } from './legacyActs'
import { type LegacyOperation, readLegacyLog } from './legacyLog'

type Fields = Record<string, unknown>

export interface LegacyRecords {
  /** Rows by table, as they stand. */
  tables: Readonly<Record<string, readonly Fields[]>>
  outbox: Iterable<unknown>
  actor: string
}

export interface MigratedRecords {
  states: States
  /** In order, numbered from 1. */
  operations: Operation[]
  machineSettings: Fields[]
  /** What is no record of its table, such as a latitude beyond the pole. */
  refused: Refused[]
  /** Records of which the old log did not say what the old table held. */
  mended: number
}

/** The names under which version 1 and 2 kept records. */
export const LEGACY_RECORDS = [
  'hotspots',
  'plans',
  'workOrders',
  'provisionings',
  'members',
  'agreements',
  'goals',
  'epochs',
  'contributions',
  'distributions',
  'signatures',
  'radioProfiles',
  'dataLayers',
  'imports',
  'settings',
]

/** How a record of a network is named; see `hotspotId` and `deviceKey` in networks. */
export interface LegacyNames {
  hotspotId: (hotspot: Fields) => string
  /** The key in an id that `hotspotId` gave. */
  keyOf: (hotspotId: string) => string
  deviceKey: (network: string, key: string) => string
  /** The network of keys that stand alone. */
  otherNetwork: string
}

export function migrateLegacy({ tables, outbox, actor }: LegacyRecords, names: LegacyNames, wallMs: number): MigratedRecords {
  const context = legacyContext(tables, outbox, names)
  const log = new MigratedLog(actor, context)
  const open = transactions(readLegacyLog(outbox))
  for (const transaction of open) log.add(transaction)
  const machineSettings: Fields[] = []
  const shown = new Map<string, Map<string, Fields>>()
  for (const name of LEGACY_RECORDS) {
    for (const row of name === 'hotspots' ? log.joined(tables[name] ?? []) : (tables[name] ?? [])) {
      const migrated = fromLegacy(name, String(row.id ?? row.key), row, context)
      if (!migrated) continue
      if (migrated.table === 'machineSettings') machineSettings.push(migrated.fields)
      else into(shown, migrated.table).set(migrated.key, migrated.fields)
    }
  }
  const mended = log.mend(shown, wallMs)
  return { states: log.states, operations: log.operations, machineSettings, refused: log.refused, mended }
}

export function legacyContext(tables: LegacyRecords['tables'], outbox: Iterable<unknown>, names: LegacyNames): LegacyContext {
  const hotspotIds = new Map<string, string>()
  const networkOfPeriod = new Map<string, string>()
  const take = (table: string, key: string, row: Fields) => {
    if (table === 'hotspots' && typeof row.network === 'string') hotspotIds.set(key, names.hotspotId(row))
    if (table === 'epochs' && typeof row.network === 'string') networkOfPeriod.set(key, row.network)
  }
  for (const { table, key, patch } of readLegacyLog(outbox)) if (patch) take(table, key, { id: key, ...patch })
  for (const table of ['hotspots', 'epochs']) for (const row of tables[table] ?? []) take(table, String(row.id), row)
  const hotspotWithKey = new Map<string, string | null>()
  for (const id of new Set(hotspotIds.values())) {
    const key = names.keyOf(id)
    hotspotWithKey.set(key, hotspotWithKey.has(key) ? null : id)
  }
  const { deviceKey, otherNetwork } = names
  return { hotspotIds, hotspotWithKey, networkOfPeriod, deviceKey, hotspotKey: (key) => deviceKey(otherNetwork, key) }
}

/** Old ids of hotspots of which several are one device, by their new id. */
function spellings({ hotspotIds }: LegacyContext): Map<string, string[]> {
  const byId = new Map<string, string[]>()
  for (const [old, id] of hotspotIds) {
    const others = byId.get(id)
    if (others) others.push(old)
    else byId.set(id, [old])
  }
  for (const [id, olds] of byId) if (olds.length === 1) byId.delete(id)
  return byId
}

/** Operations of one time are one transaction. */
function* transactions(operations: Iterable<LegacyOperation>): Generator<LegacyOperation[]> {
  let transaction: LegacyOperation[] = []
  for (const operation of operations) {
    if (transaction.length > 0 && transaction[0]?.t !== operation.t) {
      yield transaction
      transaction = []
    }
    transaction.push(operation)
  }
  if (transaction.length > 0) yield transaction
}

/** The new log while it is made, with the states that it leads to. */
class MigratedLog {
  readonly states: States = new Map()
  readonly operations: Operation[] = []
  readonly refused: Refused[] = []
  /** Old records as the old log left them; null when it removed them. */
  private readonly legacy = new Map<string, Map<string, Fields | null>>()
  private readonly spellings: ReadonlyMap<string, readonly string[]>
  private last: string | null = null

  constructor(
    private readonly actor: string,
    private readonly context: LegacyContext,
  ) {
    this.spellings = spellings(context)
  }

  /** Hotspots with those that are one device joined. */
  joined(hotspots: readonly Fields[]): Fields[] {
    const byId = new Map<string, Fields[]>()
    for (const hotspot of hotspots) {
      const id = this.idOf(String(hotspot.id))
      const others = byId.get(id)
      if (others) others.push(hotspot)
      else byId.set(id, [hotspot])
    }
    return [...byId.values()].flatMap((rows) => (rows.length > 1 ? [joinHotspots(rows)] : rows))
  }

  private idOf(old: string): string {
    return this.context.hotspotIds.get(old) ?? old
  }

  add(transaction: readonly LegacyOperation[]): void {
    const before = this.operations.length
    const changes: Change[] = []
    for (const { table, key, patch } of transaction) {
      const records = into(this.legacy, table)
      const known = records.get(key) ?? null
      // A whole record carries its key; a patch does not.
      const isWhole = patch !== null && ('id' in patch || 'key' in patch)
      const row = patch === null ? null : isWhole || known === null ? { ...patch } : { ...known, ...patch }
      records.set(key, row)
      const keyField = table === 'settings' ? 'key' : 'id'
      const whole = table === 'hotspots' ? this.device(key, row) : row
      const migrated = fromLegacy(table, key, { [keyField]: key, ...whole }, this.context)
      if (!migrated || migrated.table === 'machineSettings') continue
      changes.push({
        table: migrated.table,
        key: migrated.key,
        set: whole ? migrated.fields : undefined,
        tombstone: whole === null,
      })
    }
    const t = transaction[0]?.t ?? ''
    this.last = this.last === null || t > this.last ? t : tickClock(this.last, 0)
    for (const { table, key, set, tombstone } of changes) this.write(this.last, table, key, tombstone ? null : (set ?? {}))
    // Acts of transactions that changed nothing say nothing.
    if (this.operations.length === before) return
    for (const { table, key, set } of legacyActs(transaction)) this.write(this.last, table, key, set ?? {})
  }

  /** The hotspot as the log has it so far under all spellings of its key; null when it was removed under each. */
  private device(key: string, row: Fields | null): Fields | null {
    const olds = this.spellings.get(this.idOf(key))
    if (!olds) return row
    const records = into(this.legacy, 'hotspots')
    const rows = olds.flatMap((old) => {
      const known = records.get(old)
      return known ? [{ id: old, ...known }] : []
    })
    return rows.length > 0 ? joinHotspots(rows) : null
  }

  /** What the tables hold is right; whatever the log says otherwise is put right. @returns how many records differed */
  mend(shown: ReadonlyMap<string, ReadonlyMap<string, Fields>>, wallMs: number): number {
    const before = this.operations.length
    const t = tickClock(this.last, wallMs)
    for (const [table, records] of shown) for (const [key, fields] of records) this.write(t, table, key, fields)
    for (const [table, states] of this.states) {
      const plan = mergePlans.get(table)
      if (!plan || table === 'acts') continue
      for (const [key, state] of states) {
        if (!shown.get(table)?.has(key) && isShown(plan, state)) this.write(t, table, key, null)
      }
    }
    return this.operations.length - before
  }

  private write(t: string, table: string, key: string, fields: Fields | null): void {
    const plan = mergePlans.get(table)
    if (!plan) return
    const states = into(this.states, table)
    const change = changeOf(plan, key, states.get(key), fields)
    if (!change) return
    const operation: Operation = { actor: this.actor, n: this.operations.length + 1, t, schemaV: SCHEMA_VERSION, ...change }
    const known = new Map([[table, states]])
    const { changed, refused } = applyOperations(mergePlans, known, [laterThan(states.get(key), operation)])
    if (refused.length > 0) {
      this.refused.push(...refused)
      return
    }
    const state = changed.get(table)?.get(key)
    if (state) states.set(key, state)
    this.operations.push(operation)
  }
}

/** The old log's order is what happened; a reading that runs against it would lose, and none does after `add`. */
function laterThan(state: RecordState | undefined, operation: Operation): Operation {
  const stamp: Stamp = stampOf(operation)
  if (state && state.stamp > stamp) throw new Error(`${operation.table} ${operation.key} would lose against itself`)
  return operation
}

function changeOf(plan: MergePlan, key: string, state: RecordState | undefined, fields: Fields | null): Change | null {
  const { table, keyField } = plan
  const isThere = state !== undefined && isShown(plan, state)
  if (fields === null) return isThere && (!plan.isFact || plan.isPractice(state.fields)) ? { table, key, tombstone: true } : null
  if (!plan.isFact) return differenceOf(plan, key, state, fields, true) ?? laterOnly(plan, key, state, fields)
  if (isThere) return null
  const { [keyField]: _key, ...set } = fields
  return { table, key, set, ...(state && { tombstone: false }) }
}

/** The old program wrote when a record was saved even where nothing else had changed. */
function laterOnly({ table }: MergePlan, key: string, state: RecordState | undefined, fields: Fields): Change | null {
  const { [CHANGED_AT]: at } = fields
  return at === undefined || at === state?.fields[CHANGED_AT] ? null : { table, key, set: { [CHANGED_AT]: at } }
}

function into<V>(tables: Map<string, Map<string, V>>, name: string): Map<string, V> {
  const known = tables.get(name) ?? new Map<string, V>()
  tables.set(name, known)
  return known
}
