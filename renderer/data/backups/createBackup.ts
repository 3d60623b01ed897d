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
  { signal, onProgress }: CreateOptions = {},
): Promise<BackupDocument> {
  const tables: Record<string, BackupRow[]> = {}
  const installation = await db.transaction('r', [...BACKUP_TABLES, 'layerChunks', 'meta'], async () => {
    for (const [at, name] of BACKUP_TABLES.entries()) {
      throwIfCancelled(signal)
      tables[name] = await db.table<BackupRow>(name).toArray()
      onProgress?.(at + 1, BACKUP_TABLES.length)
    }
    tables[DEMAND_CELLS] = await packDemandCells(db)
    const { actor, waiting } = await readMemory(db)
    return { actor, waiting }
  })
  return makeBackup({ createdAt, installation, tables, journal, journalAnchor })
}
