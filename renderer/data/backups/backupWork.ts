/** What the backup worker is asked and what it answers. The work runs there: digests over a large cooperative take seconds. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { JournalAnchor } from '#core/journal/journalAnchor'
import type { BackupFault } from '#core/records/backup/backupFault'
import { backupFaults } from '#core/records/backup/checkBackup'
import { CommonmastDatabase, DATABASE_NAME } from '../records/database'
import { nowText } from '../records/newId'
import { openRecords } from '../records/openRecords'
import { createBackup, type JournalCopy } from './createBackup'
import { createLegacyBackup } from './legacyBackup'
import { openBackup } from './openBackup'
import { previewRestore, type Restored, restoreBackup } from './restoreBackup'
import type { RestorePreview } from './restorePreview'
import { setAside } from './setAside'

export type BackupRequest =
  | { kind: 'create'; journal: JournalCopy }
  /** Of records that an earlier version wrote, before they are migrated. */
  | { kind: 'create-legacy'; schemaVersion: number; journal: unknown[] }
  | { kind: 'preview'; text: string; leaveOut: boolean }
  /** `expected`: what a person agreed to. */
  | { kind: 'restore'; text: string; leaveOut: boolean; expected: RestorePreview }
  /** Into a fresh database; the one that is here is set aside. */
  | { kind: 'restore-fresh'; text: string; leaveOut: boolean }

export interface CreatedBackup {
  kind: 'created'
  text: string
  /** Of the text in UTF-8. */
  sha256: string
  /** Rows that a restore will not take. */
  faults: BackupFault[]
}

export interface RestoredBackup {
  kind: 'restored'
  restored: Restored
  /** The name under which the records that were here lie now; null where they stayed. */
  setAsideAs: string | null
  /** Where the journal ended when the backup was made. */
  journalAnchor: JournalAnchor | null
}

export type BackupAnswer = CreatedBackup | { kind: 'previewed'; preview: RestorePreview } | RestoredBackup

export interface BackupProgress {
  done: number
  total: number
  /** What is waited for. */
  note?: string
}

interface WorkContext {
  signal: AbortSignal
  progress(value: BackupProgress): void
}

export async function doBackupWork(request: BackupRequest, context: WorkContext, name = DATABASE_NAME): Promise<BackupAnswer> {
  switch (request.kind) {
    case 'create-legacy':
      return created(JSON.stringify(await createLegacyBackup({ name, ...request }, nowText())), [])
    case 'create':
      return withRecords(name, (db) => create(db, request.journal, context))
    case 'preview': {
      const backup = openBackup(request.text, request)
      return withRecords(name, async (db) => ({ kind: 'previewed', preview: await previewRestore(db, backup, context.signal) }))
    }
    case 'restore': {
      const backup = openBackup(request.text, request)
      const { expected } = request
      const options = optionsOf(context)
      return withRecords(name, async (db) => ({
        kind: 'restored',
        restored: await restoreBackup(db, backup, expected, options),
        setAsideAs: null,
        journalAnchor: backup.journalAnchor,
      }))
    }
    case 'restore-fresh':
      return restoreFresh(request, context, name)
  }
}

/** What is wrong with the backup is said before anything is set aside. */
async function restoreFresh(
  request: Extract<BackupRequest, { kind: 'restore-fresh' }>,
  context: WorkContext,
  name: string,
): Promise<BackupAnswer> {
  const backup = openBackup(request.text, request)
  const onBlocked = () => context.progress({ done: 0, total: 1, note: 'Close other windows of Commonmast' })
  const setAsideAs = await setAside(name, nowText(), { ...optionsOf(context), onBlocked })
  return withRecords(name, async (db) => {
    const preview = await previewRestore(db, backup)
    const restored = await restoreBackup(db, backup, preview, optionsOf(context))
    return { kind: 'restored', restored, setAsideAs, journalAnchor: backup.journalAnchor }
  })
}

async function create(db: CommonmastDatabase, journal: JournalCopy, context: WorkContext): Promise<CreatedBackup> {
  const document = await createBackup(db, journal, nowText(), optionsOf(context))
  return created(JSON.stringify(document), backupFaults(document))
}

function created(text: string, faults: BackupFault[]): CreatedBackup {
  return { kind: 'created', text, sha256: bytesToHex(sha256(utf8ToBytes(text))), faults }
}

function optionsOf({ signal, progress }: WorkContext) {
  return { signal, onProgress: (done: number, total: number) => progress({ done, total }) }
}

async function withRecords<T>(name: string, work: (db: CommonmastDatabase) => Promise<T>): Promise<T> {
  const db = new CommonmastDatabase(name)
  try {
    await openRecords(db)
    return await work(db)
  } finally {
    db.close()
  }
}
