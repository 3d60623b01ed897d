/** Whether every record of schema version 1 or 2 becomes one of today. */
import { type BackupFault, faultOf } from '../backup/backupFault'
import { recordTables, type TableName } from '../recordTables'
import { valueCheckOf } from '../valueCheck'
import { fromLegacy, type LegacyContext, type Migrated } from './fromLegacy'
import { LEGACY_RECORDS, type LegacyNames, type LegacyRecords, legacyContext } from './migrateLegacy'

type Fields = Record<string, unknown>

/** Every fault, by the old name of its table. */
export function legacyFaults({ tables, outbox }: Omit<LegacyRecords, 'actor'>, names: LegacyNames): BackupFault[] {
  const context = legacyContext(tables, outbox, names)
  return LEGACY_RECORDS.flatMap((table) => (tables[table] ?? []).flatMap((row, at) => faultOfRow(table, at, row, context) ?? []))
}

const checks = new Map(Object.values(recordTables).map(({ name, schema }) => [name, valueCheckOf(schema)]))

function faultOfRow(table: string, at: number, row: Fields, context: LegacyContext): BackupFault | null {
  const migrated = migratedOf(table, row, context)
  if (migrated === 'not-read') return { table, record: at + 1, field: '', message: 'it is no record of its table', of: null }
  if (!migrated || checks.get(migrated.table)?.(migrated.fields)) return null
  const { schema } = recordTables[migrated.table as TableName]
  const issue = schema.safeParse(migrated.fields).error?.issues[0]
  return issue ? faultOf(table, at, issue, { table: migrated.table, key: migrated.key }) : null
}

/** Of a row that nobody has checked yet: it may hold anything. */
function migratedOf(table: string, row: Fields, context: LegacyContext): Migrated | null | 'not-read' {
  try {
    return fromLegacy(table, String(row.id ?? row.key), row, context)
  } catch {
    return 'not-read'
  }
}
