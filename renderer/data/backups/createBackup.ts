/** Everything of this installation as one document. */
import { BACKUP_TABLES, type BackupDocument, type BackupRow, DEMAND_CELLS, makeBackup } from '#core/records/backup/backupDocument'
import type { CommonmastDatabase } from '../records/database'
import { readMemory } from '../records/kernelMemory'
import { throwIfCancelled } from '../records/transact'
import { packDemandCells } from './demandCells'

/** Of main, at that moment. */
export type JournalCopy = Pick<BackupDocument, 'journal' | 'journalAnchor'>

export interface CreateOptions {
  signal?: AbortSignal
  /** Tables read so far. */
  onProgress?: (done: number, total: number) => void
}

/** One read transaction, so it is a single moment. @throws Problem `data.cancelled` */
export async function createBackup(
  db: CommonmastDatabase,
  { journal, journalAnchor }: JournalCopy,
  createdAt: string,
  options: CreateOptions = {},
): Promise<BackupDocument> {
  const { tables, installation } = await readTables(db, options)
  return makeBackup({ createdAt, installation, tables, journal, journalAnchor })
}

/** Of one moment, as a backup holds them. @throws Problem `data.cancelled` */
export function readTables(
  db: CommonmastDatabase,
  { signal, onProgress }: CreateOptions = {},
): Promise<Pick<BackupDocument, 'tables' | 'installation'>> {
  return db.transaction('r', [...BACKUP_TABLES, 'layerChunks', 'meta'], async () => {
    const tables: Record<string, BackupRow[]> = {}
    for (const [at, name] of BACKUP_TABLES.entries()) {
      throwIfCancelled(signal)
      tables[name] = await db.table<BackupRow>(name).toArray()
      onProgress?.(at + 1, BACKUP_TABLES.length)
    }
    tables[DEMAND_CELLS] = await packDemandCells(db)
    const { actor, waiting } = await readMemory(db)
    return { tables, installation: { actor, waiting } }
  })
}
