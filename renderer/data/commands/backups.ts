/** Export and restore of everything as one file; a copy stays with main too. */
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { consoleClient } from '../../platform/consoleClient'
import { saveFile } from '../../platform/saveFile'
import { type BackupSummary, backupContract } from '../../workers/backupContract'

function backupWorker() {
  const worker = new Worker(new URL('../../workers/backup.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('backup', backupContract, worker)
}

/** Everything as `commonmast-backup-v1` text, journal included. */
async function createBackupText(): Promise<string> {
  const { entries } = await consoleClient.call('journal.list', { limit: 10_000 })
  return (await callOnce(backupWorker(), 'create', { journal: entries })).text
}

/** Saves a backup to the user's downloads and keeps a copy in the data folder. @returns where the copy is. */
export async function saveBackup(): Promise<string> {
  const text = await createBackupText()
  saveFile(`commonmast-${new Date().toISOString().slice(0, 10)}.commonmast-backup.json`, text)
  return (await consoleClient.call('backup.keep', { text })).path
}

/** What a backup file holds, without touching any record. @throws Problem when the file cannot be used. */
export async function checkBackup(text: string): Promise<BackupSummary> {
  return callOnce(backupWorker(), 'check', { text })
}

/**
 * Replaces all records by the backup's. A backup of what was there is kept first, so this can be taken back.
 * @returns how many records there are now.
 */
export async function restoreFromText(text: string): Promise<number> {
  await consoleClient.call('backup.keep', { text: await createBackupText() })
  return (await callOnce(backupWorker(), 'restore', { text })).records
}
