/**
 * Schema 3 calls a period what schema 2 called an epoch. Operations that wait in the outbox keep the names of the schema
 * that they carry. Split and payout files inside records keep their own version.
 */
import type { Transaction } from 'dexie'

/** Tables whose records name their period. */
const REFERRING = ['contributions', 'distributions', 'signatures']

type Row = Record<string, unknown>

/** The stores of a database of schema 2, in its own upgrade. */
export async function renameEpochs(transaction: Transaction): Promise<void> {
  await transaction.table('periods').bulkAdd(await transaction.table('epochs').toArray())
  for (const name of [...REFERRING, 'importUndo']) {
    await transaction
      .table<Row>(name)
      .toCollection()
      .modify((row, reference) => {
        reference.value = renameIn(name, row)
      })
  }
}

/** The tables of a backup of schema 1 or 2. */
export function renameEpochsInTables<T extends Row>(tables: Record<string, T[]>): Record<string, T[]> {
  const { epochs: periods, ...renamed } = tables
  for (const name of [...REFERRING, 'importUndo']) {
    const rows = renamed[name]
    if (rows) renamed[name] = rows.map((row) => renameIn(name, row) as T)
  }
  return periods ? { ...renamed, periods } : renamed
}

function renameIn(table: string, row: Row): Row {
  return table === 'importUndo' ? renameInUndo(row) : renameReference(row)
}

function renameReference({ epochId, ...row }: Row): Row {
  return epochId === undefined ? row : { ...row, periodId: epochId }
}

/** An undo row names its table in itself and in its id, and holds the record that was replaced. */
function renameInUndo(row: Row): Row {
  const table = String(row.table)
  if (REFERRING.includes(table)) return { ...row, before: renameReference(row.before as Row) }
  if (table !== 'epochs' && table !== '+epochs') return row
  return { ...row, table: table.replace('epochs', 'periods') }
}
