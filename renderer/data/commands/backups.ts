/** Export and restore of everything as one file; a copy stays with main too. */
import type { JournalEntry } from '#core/contract/consoleContract'
import { consoleClient } from '../../platform/consoleClient'
import { saveFile } from '../../platform/saveFile'
import { callWorker } from '../../platform/workerCall'
import type { BackupRequest, BackupResult, BackupSummary } from '../../workers/backup.worker'

async function runBackupWorker<K extends BackupResult['kind']>(
  request: BackupRequest,
  kind: K,
): Promise<Extract<BackupResult, { kind: K }>> {
  const worker = new Worker(new URL('../../workers/backup.worker.ts', import.meta.url), { type: 'module' })
  const result = await callWorker<BackupRequest, BackupResult>(worker, request)
  if (result.kind !== kind) throw new Error(`The backup worker answered ${result.kind} to a request for ${kind}`)
  return result as Extract<BackupResult, { kind: K }>
}

/** Everything as `commonmast-backup-v1` text, the whole journal included. */
async function createBackupText(): Promise<string> {
  return (await runBackupWorker({ kind: 'create', journal: await readJournal() }, 'created')).text
}

const JOURNAL_PAGE = 1_000

/** All entries, the oldest first. */
async function readJournal(): Promise<JournalEntry[]> {
  const journal: JournalEntry[] = []
  let afterSeq = 0
  for (;;) {
    const { entries } = await consoleClient.call('journal.list', { afterSeq, limit: JOURNAL_PAGE })
    for (const entry of entries) journal.push(entry)
    const last = entries.at(-1)
    if (!last || entries.length < JOURNAL_PAGE) return journal
    afterSeq = last.seq
  }
}

/** Saves a backup to the user's downloads and keeps a copy in the data folder. @returns where the copy is. */
export async function saveBackup(): Promise<string> {
  const text = await createBackupText()
  saveFile(`commonmast-${new Date().toISOString().slice(0, 10)}.commonmast-backup.json`, text)
  return (await consoleClient.call('backup.keep', { text })).path
}

/** What a backup file holds, without touching any record. @throws Problem when the file cannot be used. */
export async function checkBackup(text: string): Promise<BackupSummary> {
  return (await runBackupWorker({ kind: 'check', text }, 'checked')).summary
}

/**
 * Replaces all records by the backup's. A backup of what was there is kept first, so this can be taken back.
 * @returns how many records there are now.
 */
export async function restoreFromText(text: string): Promise<number> {
  await consoleClient.call('backup.keep', { text: await createBackupText() })
  return (await runBackupWorker({ kind: 'restore', text }, 'restored')).records
}
