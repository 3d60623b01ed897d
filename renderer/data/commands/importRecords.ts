/** Imports: many records in one transaction, with what is needed to undo it exactly. */

import { Problem } from '#core/model/problem'
import type { ImportRecord } from '#core/model/records'
import { type Change, type CommitOptions, commitChanges, type RecordTable } from '../commitChanges'
import type { CommonmastDatabase, ImportUndo } from '../database'
import { nowText } from '../records/newId'
import { readExisting } from '../records/readInPages'

export interface ImportRequest {
  /** Chosen by the caller, because imported records carry it. */
  importId: string
  fileName: string
  format: string
  table: ImportRecord['table']
  /** Rows of the file that could not be used. */
  skipped: number
  /** All records of all tables that the import writes, already valid. */
  changes: Change[]
}

/**
 * Writes everything or nothing, replacing records of the same key and remembering what they were.
 * Runs in a worker for large files; `db` is that side's own connection.
 */
export async function importRecords(
  db: CommonmastDatabase,
  request: ImportRequest,
  options: CommitOptions = {},
): Promise<ImportRecord> {
  const undo = await readUndo(db, request)
  // The counts are of the table that the import is about: a period's contributions, not the period beside them.
  const written = request.changes.filter((change) => change.table === request.table).length
  const replaced = undo.filter((entry) => entry.table === request.table && entry.before !== null).length
  const at = nowText()
  const record: ImportRecord = {
    id: request.importId,
    fileName: request.fileName,
    format: request.format,
    table: request.table,
    added: written - replaced,
    replaced,
    skipped: request.skipped,
    status: 'done',
    createdAt: at,
    updatedAt: at,
  }
  await commitChanges(db, [...request.changes, { table: 'imports', key: record.id, record }], {
    ...options,
    also: async () => {
      // Additions need no row each: the undo finds them by what the import wrote.
      await db.importUndo.bulkAdd(compactUndo(request.importId, undo))
    },
  })
  return record
}

async function readUndo(db: CommonmastDatabase, request: ImportRequest): Promise<ImportUndo[]> {
  const byTable = groupBy(request.changes, (change) => change.table)
  const undo: ImportUndo[] = []
  for (const [table, changes] of byTable) {
    const existing = await readExisting<unknown>(
      db.table(table),
      changes.map((change) => change.key),
    )
    for (const { key } of changes) undo.push({ id: key, importId: request.importId, table, before: existing.get(key) ?? null })
  }
  return undo
}

interface AddedKeys {
  keys: string[]
}

/** One row per replaced record, and one row per table for all the added keys. */
function compactUndo(importId: string, undo: ImportUndo[]): ImportUndo[] {
  const rows = undo
    .filter((entry) => entry.before !== null)
    .map((entry) => ({ ...entry, id: `${importId}:${entry.table}:${entry.id}` }))
  const added = groupBy(
    undo.filter((entry) => entry.before === null),
    (entry) => entry.table,
  )
  for (const [table, entries] of added) {
    const keys: AddedKeys = { keys: entries.map((entry) => entry.id) }
    rows.push({ id: `${importId}:${table}`, importId, table: `+${table}`, before: keys })
  }
  return rows
}

/**
 * Puts everything back as it was before the import, in one transaction; a split made of its rewards goes with them, or
 * they could be imported and paid again beside it.
 * @throws Problem `import.not-found`, `import.already-undone`, or `import.already-signed`.
 */
export async function undoImport(db: CommonmastDatabase, importId: string, options: CommitOptions = {}): Promise<void> {
  const record = await db.imports.get(importId)
  if (!record) throw new Problem('import.not-found', 'This import is no longer known, so it cannot be undone.')
  if (record.status === 'undone') throw new Problem('import.already-undone', 'This import was undone already.')
  const rows = await db.importUndo.where('importId').equals(importId).toArray()
  const changes: Change[] = rows.flatMap((row): Change[] => {
    if (row.table.startsWith('+')) {
      const table = row.table.slice(1) as RecordTable
      return (row.before as AddedKeys).keys.map((key) => ({ table, key, record: null }))
    }
    const before = row.before as { id: string }
    return [{ table: row.table as RecordTable, key: before.id, record: before }]
  })
  changes.push(...(await splitsOfRemovedPeriods(db, changes)))
  const undone: ImportRecord = { ...record, status: 'undone', updatedAt: nowText() }
  await commitChanges(db, [...changes, { table: 'imports', key: importId, record: undone }], {
    ...options,
    also: async () => {
      await db.importUndo.where('importId').equals(importId).delete()
    },
  })
}

async function splitsOfRemovedPeriods(db: CommonmastDatabase, changes: readonly Change[]): Promise<Change[]> {
  const periodIds = changes.filter(({ table, record }) => table === 'periods' && record === null).map(({ key }) => key)
  if (periodIds.length === 0) return []
  const splits = await db.distributions.where('periodId').anyOf(periodIds).toArray()
  if (splits.some(({ status }) => status === 'signed')) {
    throw new Problem(
      'import.already-signed',
      'The payout of these rewards is signed, so their import stays: without it they could be imported and paid twice.',
    )
  }
  return splits.map(({ id }) => ({ table: 'distributions', key: id, record: null }))
}

function groupBy<K, V>(items: V[], keyOf: (item: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
