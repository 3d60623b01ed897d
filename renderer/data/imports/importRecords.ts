/** Imports: everything that a file changes, in one transaction that can be taken back. */

import type { ImportRecord } from '#core/model/records'
import type { SharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from '../records/database'
import { newId, nowText } from '../records/newId'
import type { RecordTransaction } from '../records/RecordTransaction'
import { type TransactOptions, transact } from '../records/transact'
import { confirmationsOf, type Said } from './confirmations'

export interface ImportRequest {
  fileName: string
  format: string
  /** The table that the import is about; its counts are of it. */
  table: ImportRecord['table']
  /** Rows of the file that could not be used. */
  skipped: number
  /** Every table that `write` reads or writes. */
  tables: readonly SharedTable[]
  /** The counts of the import's record; those of its table when left out. */
  count?: () => RowCounts
  /** Writes what the file says on top of what is there. @returns what it says, by table */
  write: (records: RecordTransaction, importId: string) => Promise<ReadonlyMap<SharedTable, readonly Said[]>>
}

export interface ImportOutcome {
  /** As it was written; with nothing added or replaced it was not. */
  record: ImportRecord
  /** The act that takes the import back when undone; null when all of the file was here already and nothing was written. */
  actId: string | null
  /** Members whose address was changed as a person confirmed it, each by an act of its own. */
  addressesOf: string[]
  addressActIds: string[]
}

/**
 * Writes everything or nothing. A file that says only what is here already writes nothing at all.
 * @throws Problem of `write`, `data.cancelled`, `data.disk-full` or `data.write-failed`
 */
export async function importRecords(
  db: CommonmastDatabase,
  request: ImportRequest,
  options: Pick<TransactOptions, 'signal' | 'onProgress'> = {},
): Promise<ImportOutcome> {
  const { fileName, write, tables } = request
  const id = newId()
  const act = { kind: 'import', title: `Import of ${fileName}` }
  const { value: record, actId } = await transact(
    db,
    act,
    [...tables, 'imports', 'confirmations'],
    async (records) => {
      const said = await write(records, id)
      const counted = recordOf(id, request, records)
      if (!changesAny(records, tables)) return counted
      await records.put('imports', counted)
      await records.putAll('confirmations', confirmationsOf(id, said, records))
      return counted
    },
    options,
  )
  return { record, actId, addressesOf: [], addressActIds: [] }
}

function recordOf(id: string, request: ImportRequest, records: RecordTransaction): ImportRecord {
  const { fileName, format, table, skipped, count } = request
  const { added, changed, unchanged } = count?.() ?? countRows(records, table)
  const counts = { added, replaced: changed, unchanged, skipped }
  const at = nowText()
  const { actId } = records
  return { id, fileName, format, table, ...counts, status: 'done', actId, createdAt: at, updatedAt: at }
}

export interface RowCounts {
  added: number
  changed: number
  unchanged: number
}

/** What becomes of a table's records in a transaction or a rehearsal. */
export function countRows(records: RecordTransaction, table: SharedTable): RowCounts {
  const counts: RowCounts = { added: 0, changed: 0, unchanged: 0 }
  for (const [, { isNew, change }] of records.outcomes(table)) {
    if (change === null) counts.unchanged++
    else if (isNew) counts.added++
    else counts.changed++
  }
  return counts
}

/** Whether a transaction or a rehearsal changes a record of these tables. */
export function changesAny(records: RecordTransaction, tables: readonly SharedTable[]): boolean {
  for (const table of tables) for (const [, { change }] of records.outcomes(table)) if (change !== null) return true
  return false
}
