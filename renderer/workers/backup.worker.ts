/** Makes and restores backups away from the screen: digests over a large cooperative take seconds. */
import { createBackup, readBackup, restoreBackup } from '../data/backupDocument'
import { CommonmastDatabase } from '../data/database'
import { nowText } from '../data/records/newId'
import { serveWorker } from '../platform/workerCall'

export type BackupRequest =
  | { kind: 'create'; journal: unknown[] }
  | { kind: 'check'; text: string }
  | { kind: 'restore'; text: string }

export interface BackupSummary {
  createdAt: string
  /** Records per table that has any. */
  tables: { table: string; records: number }[]
}

export type BackupResult =
  | { kind: 'created'; text: string }
  | { kind: 'checked'; summary: BackupSummary }
  | { kind: 'restored'; records: number }

serveWorker<BackupRequest, BackupResult>(async (request) => {
  if (request.kind === 'check') {
    const backup = readBackup(request.text)
    const tables = Object.entries(backup.tables).map(([table, rows]) => ({ table, records: rows.length }))
    return { kind: 'checked', summary: { createdAt: backup.createdAt, tables: tables.filter((each) => each.records > 0) } }
  }
  const db = new CommonmastDatabase()
  try {
    if (request.kind === 'create')
      return { kind: 'created', text: JSON.stringify(await createBackup(db, request.journal, nowText())) }
    return { kind: 'restored', records: await restoreBackup(db, readBackup(request.text)) }
  } finally {
    db.close()
  }
})
