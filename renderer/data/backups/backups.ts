/** Backups as screens ask for them: everything out as one file, a look at what a restore would do, and the restore. */
import type { CopyVerdict } from '#core/contract/backupCalls'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { CallOutput } from '#core/contract/defineContract'
import { Problem } from '#core/model/problem'
import type { BackupFault } from '#core/records/backup/backupFault'
import { callOnce, connectWorker, type WorkerOptions } from '../../platform/connectWorker'
import { consoleClient } from '../../platform/consoleClient'
import { reportFault } from '../../platform/faults'
import { saveFile } from '../../platform/saveFile'
import { backupContract } from '../../workers/backupContract'
import { leaveOldCopy } from '../durability/recordsStanding'
import { settleEvidence } from '../evidence/settleEvidence'
import { rememberAct } from '../history/actsOfWindow'
import { settle } from '../journal/settlement'
import { noteBackedUp } from './backedUp'
import type { BackupProgress, ChosenBackup, CreatedBackup, RestoredBackup } from './backupWork'
import { readJournal } from './readJournal'
import type { RestorePreview } from './restorePreview'

export interface BackupOptions {
  signal?: AbortSignal
  onProgress?: (progress: BackupProgress) => void
}

export interface SavedBackup extends KeptCopy {
  /** Rows that no restore takes as they are. */
  faults: BackupFault[]
}

/** Saves a backup to the user's downloads and keeps a copy. @throws Problem `backup.not-kept`, `disk.*` or `data.cancelled` */
export async function saveBackup(options: BackupOptions = {}): Promise<SavedBackup> {
  const created = await createBackup(options)
  saveFile(`commonmast-${new Date().toISOString().slice(0, 10)}.commonmast-backup.json`, created.text)
  return { ...(await keepVerified(created, options)), faults: created.faults }
}

/** Keeps a copy of everything, as the program does by itself. @throws Problem as `saveBackup` */
export async function keepBackup(options: BackupOptions = {}): Promise<KeptCopy> {
  return keepVerified(await createBackup(options), options)
}

export interface KeptCopy {
  /** Where the copy is. */
  path: string
  /** What came of restoring it on trial. */
  verdict: CopyVerdict
}

async function keepVerified(created: CreatedBackup, options: BackupOptions): Promise<KeptCopy> {
  const { name, path } = await keepCopy(created)
  const verdict = await verifyCopy(name, options)
  if (verdict.isWhole) {
    await noteBackedUp(created.lastSeq)
    // The copy is kept, whatever becomes of this; the next one does it again.
    await settleEvidence().catch((thrown: unknown) => reportFault('window', 'evidence', thrown))
  }
  return { path, verdict }
}

/** One trial at a time in all windows: each takes room, and removes what another left behind. */
const TRIAL = 'commonmast-backup-trial'

/** Reads a kept copy back from the disk and restores it on trial. @throws Problem `data.cancelled`, `disk.*` or of the worker */
async function verifyCopy(name: string, options: BackupOptions): Promise<CopyVerdict> {
  return navigator.locks.request(TRIAL, async () => {
    const text = await readKeptBackup(name)
    const { sha256, verdict } = await callOnce(readingWorker(), 'verify', { text }, options)
    await consoleClient.call('backup.judge', { name, sha256, verdict })
    return verdict
  })
}

/** What a restore would do. @throws Problem `backup.*`, or `data.*` where the records that are here cannot be read */
export async function previewRestore(backup: ChosenBackup, options: BackupOptions = {}): Promise<RestorePreview> {
  return callOnce(readingWorker(), 'preview', backup, options)
}

/**
 * Restores what a person has agreed to. A copy of what is here is kept first, and read back from the disk.
 * @throws Problem `restore.changed-meanwhile`, `backup.*`, `disk.*` or `data.*`; nothing has changed then. `restore.ended` or
 * `worker.*`: not known.
 */
export async function restoreBackup(
  backup: ChosenBackup,
  expected: RestorePreview,
  options: BackupOptions = {},
): Promise<RestoredBackup> {
  if (!expected.isEmptyHere) await keepCopy(await createBackup(options))
  await leaveOldCopy()
  const answer = await callOnce(writingWorker(), 'restore', { ...backup, expected }, options)
  rememberAct(answer.restored.actId)
  await compareWithJournal(answer)
  return answer
}

/**
 * Restores into a fresh database, where the records that are here cannot be used; they are set aside, whole.
 * @throws Problem `backup.*`, `data.cannot-read` or `data.*`; nothing has changed then. `restore.stopped-half-way`: they
 * are set aside and nothing has taken their place. `restore.ended` or `worker.*`: not known.
 */
export function restoreIntoFresh(backup: ChosenBackup, options: BackupOptions = {}): Promise<RestoredBackup> {
  return callOnce(writingWorker(), 'restoreFresh', backup, options)
}

/** The text of a kept copy. @throws Problem `backup.not-found` or `disk.*` */
export async function readKeptBackup(name: string): Promise<string> {
  return (await consoleClient.call('backup.read', { name })).text
}

/** Keeps records of an earlier version as they lie, before they are migrated. @throws Problem as `saveBackup` */
export async function keepBeforeMigration(schemaVersion: number): Promise<void> {
  const { journal } = await readJournal(consoleClient)
  await keepCopy(await callOnce(readingWorker(), 'createLegacy', { schemaVersion, journal }))
}

async function createBackup(options: BackupOptions): Promise<CreatedBackup> {
  return callOnce(readingWorker(), 'create', await readJournal(consoleClient), options)
}

/** With the quotes of a text in a text it stays below what a line to main carries (main/browser/socket). */
const MOST_CHARS = 150_000_000

/** What main has on its disk must be what was made here. */
async function keepCopy({ text, sha256 }: CreatedBackup): Promise<CallOutput<ConsoleContract, 'backup.keep'>> {
  if (text.length > MOST_CHARS) {
    throw new Problem(
      'backup.too-large',
      'The backup is too large to be kept as a copy: use the file in your downloads, and keep it in a safe place.',
    )
  }
  const kept = await consoleClient.call('backup.keep', { text })
  if (kept.sha256 === sha256) return kept
  throw new Problem(
    'backup.not-kept',
    'The copy on the disk is not what was written, so nothing was changed: check the disk, then try again.',
    { cause: kept.path },
  )
}

/** What was signed since the backup is put back, and a journal that has lost its end since is known by the backup's anchor. */
async function compareWithJournal({ journalAnchor }: RestoredBackup): Promise<void> {
  if (journalAnchor) await consoleClient.call('journal.checkAnchor', { anchor: journalAnchor })
  await settle()
}

/** Ended where it does not hear in time that it was cancelled: nothing is lost with it. */
function readingWorker() {
  return startWorker({
    endedProblem: () => new Problem('data.cancelled', 'Cancelled: nothing was changed.'),
  })
}

/** Between two looks at the cancellation a large transaction is written. */
const PATIENCE_MS = 10_000

/** Not a code that ends in `.cancelled`, of which screens say nothing more: whether the records have changed is not known. */
function writingWorker() {
  return startWorker({
    patienceMs: PATIENCE_MS,
    endedProblem: () =>
      new Problem(
        'restore.ended',
        'Cancelled, but the restore did not stop in time and was ended: look whether it was done before you restore again.',
      ),
  })
}

function startWorker(options: WorkerOptions) {
  const worker = new Worker(new URL('../../workers/backup.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('backup', backupContract, worker, options)
}
