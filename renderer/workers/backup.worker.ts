/** Makes and restores backups away from the screen: digests over a large cooperative take seconds. */
import { createBackup, readBackup, restoreBackup } from '../data/backupDocument'
import { CommonmastDatabase } from '../data/database'
import { nowText } from '../data/newId'
import { serveWorker } from '../platform/serveWorker'
import { backupContract } from './backupContract'

async function withDatabase<T>(work: (db: CommonmastDatabase) => Promise<T>): Promise<T> {
  const db = new CommonmastDatabase()
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

serveWorker(backupContract, {
  async create({ journal }) {
    const backup = await withDatabase((db) => createBackup(db, journal, nowText()))
    return { text: JSON.stringify(backup) }
  },
  async check({ text }) {
    const backup = readBackup(text)
    const tables = Object.entries(backup.tables).map(([table, rows]) => ({ table, records: rows.length }))
    return { createdAt: backup.createdAt, tables: tables.filter((each) => each.records > 0) }
  },
  async restore({ text }) {
    const backup = readBackup(text)
    return { records: await withDatabase((db) => restoreBackup(db, backup)) }
  },
})
