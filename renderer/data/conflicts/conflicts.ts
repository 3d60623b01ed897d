/** Records of which versions stand that did not know of each other, and the choice between them. SPEC.md, [RC11]. */
import { Problem } from '#core/model/problem'
import { parseClock } from '#core/records/hybridClock'
import { actorOf, readingOf, type Stamp } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { mergePlans, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { standingVersions } from '#core/records/standingVersions'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

export interface ConflictVersion {
  stamp: Stamp
  /** Milliseconds since 1970, by the clock of the laptop that wrote it. */
  atMs: number
  actor: string
  /** The fields that the versions say together. */
  value: Record<string, unknown>
}

export interface Conflict {
  table: SharedTable
  key: string
  /** As a person knows the record. */
  name: string
  register: string
  fields: readonly string[]
  /** Two or more that differ, the latest first. */
  versions: readonly ConflictVersion[]
}

/** Tables of which records can stand in several versions. */
const VERSIONED_TABLES: readonly SharedTable[] = SHARED_TABLES.filter((table) =>
  mergePlans.get(table)?.special.some(({ rule }) => rule === 'multi-value'),
)

export async function readConflicts(database: CommonmastDatabase): Promise<Conflict[]> {
  const found: Conflict[] = []
  for (const table of VERSIONED_TABLES) found.push(...conflictsIn(table, await database.table(table).toArray()))
  return found
}

/** @param rows as the database holds them, with their stamps */
export function conflictsIn(table: SharedTable, rows: readonly object[]): Conflict[] {
  const plan = mergePlans.get(table)
  if (!plan) return []
  return rows.flatMap((row) => {
    const state = stateOf(row as Row)
    const key = String(state.fields[plan.keyField])
    const name = typeof state.fields.name === 'string' ? state.fields.name : key
    return standingVersions(plan, state).map(({ versions, ...standing }) => ({
      ...{ table, key, name, ...standing },
      versions: versions.map(({ stamp, value }) => ({
        ...{ stamp, value },
        atMs: parseClock(readingOf(stamp)).ms,
        actor: actorOf(stamp),
      })),
    }))
  })
}

/** One sentence for each agreement that cannot be shared by while two of its versions stand. */
export function conflictProblems(conflicts: readonly Conflict[]): Problem[] {
  return conflicts.map(
    ({ name, versions, table, key }) =>
      new Problem(
        'data.two-versions',
        `${name} was changed in two places and ${versions.length} versions stand: choose one of them under Sync, Needs you.`,
        { cause: `${table} ${key}` },
      ),
  )
}

/** @throws Problem `data.versions-changed`, `data.not-found` or `data.*` */
export async function settleConflict({ table, key, name, register }: Conflict, chosen: Stamp): Promise<void> {
  const act = { kind: 'conflict', title: `A version of ${name} chosen` }
  await transact(db, act, [table], (records) => records.chooseVersion(table, key, register, chosen))
}
