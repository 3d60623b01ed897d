/** A backup of either version, checked, as records that can be compared with those that are here. */
import type { JournalAnchor } from '#core/journal/journalAnchor'
import { Problem } from '#core/model/problem'
import { type BackupDocument, type BackupRow, DEMAND_CELLS, type LegacyBackupDocument } from '#core/records/backup/backupDocument'
import { type BackupFault, faultText } from '#core/records/backup/backupFault'
import { backupFaults } from '#core/records/backup/checkBackup'
import type { DemandCells } from '#core/records/backup/demandCells'
import { readBackup } from '#core/records/backup/readBackup'
import type { Records } from '#core/records/backup/restorePlan'
import { isShown } from '#core/records/isShown'
import { legacyFaults } from '#core/records/migrations/legacyFaults'
import { type MigratedRecords, migrateLegacy } from '#core/records/migrations/migrateLegacy'
import { recordOf } from '#core/records/recordState'
import { mergePlans, recordTables, SHARED_TABLES } from '#core/records/recordTables'
import type { Setting } from '#core/records/tables/localTables'
import { numberText } from '#core/words/numberText'
import { LEGACY_NAMES } from '../records/legacyDatabase'

export interface OpenedBackup {
  createdAt: string
  /** Rows that cannot be used and are left out. */
  leftOut: BackupFault[]
  /** By shared table: what it shows. */
  records: ReadonlyMap<string, Records>
  machineSettings: Setting[]
  demandCells: DemandCells[]
  /** Where the journal ended when the backup was made. */
  journalAnchor: JournalAnchor | null
  source: /** With the log of its operations. */
    | { version: 2; document: BackupDocument }
    /** From before there was one. */
    | { version: 1; tables: Record<string, BackupRow[]> }
}

/** In version 1 demand was told from other bulk by its layer alone. */
const LEGACY_DEMAND_CELLS = 'layerChunks'

/**
 * @param leaveOut leave out rows that cannot be used; without it a backup with one is refused
 * @throws Problem `backup.unreadable`, `backup.damaged`, `backup.newer-version` or `backup.unusable-record`
 */
export function openBackup(text: string, { leaveOut }: { leaveOut: boolean }): OpenedBackup {
  const document = readBackup(text)
  const faults = document.format === 'commonmast-backup-v2' ? backupFaults(document) : faultsOfLegacy(document)
  if (faults.length > 0 && !leaveOut) throw unusable(faults)
  const tables = withoutRows(document.tables, faults)
  return document.format === 'commonmast-backup-v2'
    ? opened({ ...document, tables }, faults)
    : openedLegacy({ ...document, tables }, faults)
}

function opened(document: BackupDocument, leftOut: BackupFault[]): OpenedBackup {
  const { createdAt, tables } = document
  const records = new Map<string, Records>()
  for (const name of SHARED_TABLES) {
    const { keyField } = recordTables[name]
    records.set(name, new Map((tables[name] ?? []).map((row) => [String(row[keyField]), recordOf(row)])))
  }
  return {
    createdAt,
    leftOut,
    records,
    machineSettings: (tables.machineSettings ?? []) as unknown as Setting[],
    demandCells: (tables[DEMAND_CELLS] ?? []) as unknown as DemandCells[],
    journalAnchor: document.journalAnchor,
    source: { version: 2, document },
  }
}

function openedLegacy({ createdAt, tables }: LegacyBackupDocument, leftOut: BackupFault[]): OpenedBackup {
  const migrated = migratedOf(tables)
  const records = new Map<string, Records>()
  for (const [name, states] of migrated.states) {
    const plan = mergePlans.get(name)
    const shown = [...states].filter(([, state]) => plan && isShown(plan, state))
    records.set(name, new Map(shown.map(([key, state]) => [key, state.fields])))
  }
  return {
    createdAt,
    leftOut,
    records,
    machineSettings: migrated.machineSettings as unknown as Setting[],
    demandCells: (tables[LEGACY_DEMAND_CELLS] ?? []) as unknown as DemandCells[],
    journalAnchor: null,
    source: { version: 1, tables },
  }
}

/** Who made it is of no matter to a comparison. */
function migratedOf(tables: Record<string, BackupRow[]>): MigratedRecords {
  try {
    return migrateLegacy({ tables, outbox: tables.outbox ?? [], actor: 'backup' }, LEGACY_NAMES, Date.now())
  } catch (thrown) {
    throw new Problem(
      'backup.unreadable',
      'The log of this backup cannot be brought up to this version of the program: choose another copy.',
      { cause: thrown },
    )
  }
}

function faultsOfLegacy({ tables }: LegacyBackupDocument): BackupFault[] {
  const cells = backupFaults({ tables: { [DEMAND_CELLS]: tables[LEGACY_DEMAND_CELLS] ?? [] } })
  return [
    ...legacyFaults({ tables, outbox: tables.outbox ?? [] }, LEGACY_NAMES),
    ...cells.map((fault) => ({ ...fault, table: LEGACY_DEMAND_CELLS })),
  ]
}

function withoutRows(tables: Record<string, BackupRow[]>, faults: readonly BackupFault[]): Record<string, BackupRow[]> {
  const left = new Set(faults.map(({ table, record }) => `${table} ${record - 1}`))
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [table, rows.filter((_row, at) => !left.has(`${table} ${at}`))]),
  )
}

function unusable(faults: readonly BackupFault[]): Problem {
  const [first] = faults
  const others = faults.length === 1 ? '' : `, and neither can ${numberText(faults.length - 1)} more`
  const subject = first ? `R${faultText(first).slice(1)}` : 'A record'
  return new Problem(
    'backup.unusable-record',
    `${subject} in this backup cannot be used${others}: choose another copy, or restore without what cannot be used.`,
    { field: first?.field },
  )
}
