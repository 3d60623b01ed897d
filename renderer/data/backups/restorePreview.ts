/** What a restore will change, for a person to read before it does. */
import type { BackupFault } from '#core/records/backup/backupFault'
import type { SharedTable } from '#core/records/recordTables'

/** So many records, and the names of the first. */
export interface NamedCount {
  count: number
  names: string[]
}

export interface TablePreview {
  table: SharedTable
  added: NamedCount
  changed: NamedCount
  removed: NamedCount
  /** Facts that the backup does not have, and what must stay with them. */
  stays: NamedCount
  /** Facts of which the backup says something else; what is here stays. */
  otherwise: NamedCount
}

export interface RestorePreview {
  /** When the backup was made. */
  createdAt: string
  /** Nothing is here that could differ. */
  isEmptyHere: boolean
  /** Of which anything differs. */
  tables: TablePreview[]
  /** Settings of this machine that change. */
  settings: number
  /** Their files must be imported again. */
  layersToImport: { name: string; fileName: string | null }[]
  leftOut: { count: number; first: BackupFault[] }
}
