/** Whether every row of a backup is one that this program can use, table by table. */
import type { z } from 'zod'
import { STAMPS } from '../recordState'
import { isSharedTable, recordTables, type TableName } from '../recordTables'
import type { LogEntry } from '../tables/localTables'
import { valueCheckOf } from '../valueCheck'
import { BACKUP_TABLES, type BackupDocument, type BackupRow, DEMAND_CELLS } from './backupDocument'
import { type BackupFault, faultOf } from './backupFault'
import { demandCellsSchema } from './demandCells'
import { rowStampsSchema } from './rowStamps'

type RowCheck = (row: BackupRow, at: number) => BackupFault | null

/** Every fault, in the order of the tables. A table that this version does not know is a fault of its own. */
export function backupFaults({ tables }: Pick<BackupDocument, 'tables'>): BackupFault[] {
  const faults: BackupFault[] = []
  for (const [table, rows] of Object.entries(tables)) {
    const check = checkOf(table)
    for (const [at, row] of rows.entries()) {
      const fault = check(row, at)
      if (fault) faults.push(fault)
    }
  }
  return faults
}

function checkOf(table: string): RowCheck {
  if (table === DEMAND_CELLS) return schemaCheck(table, demandCellsSchema)
  if (!BACKUP_TABLES.includes(table as TableName)) {
    return (_row, at) => ({
      table,
      record: at + 1,
      field: '',
      message: 'this version of the program has no such table',
      of: null,
    })
  }
  const { schema, scope } = recordTables[table as TableName]
  const fits = schemaCheck(table, schema)
  if (scope === 'shared')
    return both(
      fits,
      stampsCheck(table, (row) => row, STAMPS),
    )
  if (table === 'shadows')
    return both(
      fits,
      stampsCheck(table, (row) => row.row as BackupRow, `row.${STAMPS}`),
    )
  if (table === 'operations') return both(fits, logEntryCheck)
  return fits
}

function both(one: RowCheck, other: RowCheck): RowCheck {
  return (row, at) => one(row, at) ?? other(row, at)
}

function schemaCheck(table: string, schema: z.ZodType): RowCheck {
  const fits = valueCheckOf(schema)
  return (row, at) => {
    if (fits(row)) return null
    const issue = schema.safeParse(row).error?.issues[0]
    return issue ? faultOf(table, at, issue, recordIn(table, row)) : null
  }
}

/** The shared record that a row would be. */
function recordIn(table: string, row: BackupRow): BackupFault['of'] {
  const key = isSharedTable(table) ? row[recordTables[table].keyField] : null
  return typeof key === 'string' ? { table, key } : null
}

function stampsCheck(table: string, rowOf: (row: BackupRow) => BackupRow, field: string): RowCheck {
  const fits = valueCheckOf(rowStampsSchema)
  return (row, at) =>
    fits(rowOf(row)[STAMPS])
      ? null
      : { table, record: at + 1, field, message: 'it does not say who wrote it, and when', of: recordIn(table, row) }
}

/** The columns of a bulk write belong to its keys. */
const logEntryCheck: RowCheck = (row, at) => {
  const { packed, operations, count, n } = row as unknown as LogEntry
  const fault = (field: string, message: string): BackupFault => ({
    table: 'operations',
    record: at + 1,
    field,
    message,
    of: null,
  })
  if ((packed ? packed.keys.length : operations.length) !== count)
    return fault('count', 'it counts other operations than it holds')
  if (!packed) return operations.every((each, index) => each.n === n + index) ? null : fault('n', 'its numbers have a gap')
  if (packed.n !== n) return fault('packed.n', 'its numbers begin elsewhere')
  const isWhole = packed.columns.every((column) => 'all' in column || column.each.length === packed.keys.length)
  return isWhole && packed.columns.length === packed.fields.length ? null : fault('packed.columns', 'its columns are not whole')
}
