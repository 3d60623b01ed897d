/** What the backup worker does. The work runs there: digests over a large cooperative take seconds. */

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CopyVerdict } from '#core/contract/backupCalls'
import type { JournalAnchor } from '#core/journal/journalAnchor'
import { Problem } from '#core/model/problem'
import type { BackupFault } from '#core/records/backup/backupFault'
import { backupFaults } from '#core/records/backup/checkBackup'
import { CommonmastDatabase, DATABASE_NAME } from '../records/database'
import { nowText } from '../records/newId'
import { openRecords } from '../records/openRecords'
import { createBackup, type JournalCopy } from './createBackup'
import { createLegacyBackup, type LegacyCopy } from './legacyBackup'
import { openBackup } from './openBackup'
import { previewRestore, type Restored, restoreBackup } from './restoreBackup'
import type { RestorePreview } from './restorePreview'
import { setAside } from './setAside'
import { removeScratch, verifyBackup } from './verifyBackup'

export interface CreatedBackup {
  text: string
  /** Of the text in UTF-8. */
  sha256: string
  /** Rows that a restore will not take. */
  faults: BackupFault[]
  /** Place of the newest entry of the log that is in it; 0 where there is none. */
  lastSeq: number
}

/** A copy as it was read back from the disk. */
export interface TriedBackup {
  /** Of the text in UTF-8. */
  sha256: string
  verdict: CopyVerdict
}

export interface RestoredBackup {
  restored: Restored
  /** The name under which the records that were here lie now; null where they stayed. */
  setAsideAs: string | null
  /** Where the journal ended when the backup was made. */
  journalAnchor: JournalAnchor | null
}

/** A backup that a person has chosen. */
export interface ChosenBackup {
  text: string
  /** Whether rows that cannot be used are left out. */
  leaveOut: boolean
}

export interface BackupProgress {
  done: number
  total: number
  /** What is waited for. */
  note?: string
}

/** A restore that a person agreed to, having seen `expected`. */
interface AgreedRestore extends ChosenBackup {
  expected: RestorePreview
}

interface WorkContext {
  signal: AbortSignal
  progress(value: BackupProgress): void
}

/** What the backup worker does, call by call; see workers/backupContract. @param name of the database */
export function backupWork(name = DATABASE_NAME) {
  return {
    create: (journal: JournalCopy, context: WorkContext) => withRecords(name, (db) => create(db, journal, context)),
    async createLegacy(copy: Omit<LegacyCopy, 'name'>): Promise<CreatedBackup> {
      return created(JSON.stringify(await createLegacyBackup({ name, ...copy }, nowText())), [])
    },
    async verify({ text }: { text: string }, context: WorkContext): Promise<TriedBackup> {
      await removeScratch()
      return { sha256: sha256OfText(text), verdict: await verifyBackup(text, optionsOf(context)) }
    },
    async preview(chosen: ChosenBackup, { signal }: WorkContext): Promise<RestorePreview> {
      const backup = openBackup(chosen.text, chosen)
      return withRecords(name, (db) => previewRestore(db, backup, signal))
    },
    restore: (chosen: AgreedRestore, context: WorkContext) => restore(name, chosen, context),
    restoreFresh: (chosen: ChosenBackup, context: WorkContext) => restoreFresh(name, chosen, context),
  }
}

async function restore(name: string, chosen: AgreedRestore, context: WorkContext): Promise<RestoredBackup> {
  const backup = openBackup(chosen.text, chosen)
  return withRecords(name, async (db) => ({
    restored: await restoreBackup(db, backup, chosen.expected, optionsOf(context)),
    setAsideAs: null,
    journalAnchor: backup.journalAnchor,
  }))
}

/** What is wrong with the backup is said before anything is set aside. */
async function restoreFresh(name: string, chosen: ChosenBackup, context: WorkContext): Promise<RestoredBackup> {
  const backup = openBackup(chosen.text, chosen)
  const onBlocked = () => context.progress({ done: 0, total: 1, note: 'Close other windows of Commonmast' })
  const setAsideAs = await setAside(name, nowText(), { ...optionsOf(context), onBlocked })
  try {
    return await withRecords(name, async (db) => {
      const preview = await previewRestore(db, backup)
      const restored = await restoreBackup(db, backup, preview, optionsOf(context))
      return { restored, setAsideAs, journalAnchor: backup.journalAnchor }
    })
  } catch (thrown) {
    if (setAsideAs === null) throw thrown
    // Whatever stopped it says that nothing was changed, which is no longer so.
    throw new Problem(
      'restore.stopped-half-way',
      'The restore was stopped after the old records had been set aside: they are kept whole, and there are no records here until you restore a backup.',
      { cause: thrown },
    )
  }
}

async function create(db: CommonmastDatabase, journal: JournalCopy, context: WorkContext): Promise<CreatedBackup> {
  const document = await createBackup(db, journal, nowText(), optionsOf(context))
  const lastSeq = Number(document.tables.operations?.at(-1)?.seq ?? 0)
  return created(JSON.stringify(document), backupFaults(document), lastSeq)
}

function created(text: string, faults: BackupFault[], lastSeq = 0): CreatedBackup {
  return { text, sha256: sha256OfText(text), faults, lastSeq }
}

function sha256OfText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
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
