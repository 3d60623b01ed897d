/**
 * A backup on trial: restored into a scratch database of its own, which is read again and goes away. What counts is that every row
 * of it comes back (SPEC.md, [BR12]).
 */
import type { CopyVerdict } from '#core/contract/backupCalls'
import { Problem } from '#core/model/problem'
import type { BackupDocument } from '#core/records/backup/backupDocument'
import { tablesSummary } from '#core/records/backup/tablesDigest'
import type { LogEntry } from '#core/records/tables/localTables'
import { CommonmastDatabase } from '../records/database'
import { newId } from '../records/newId'
import { openRecords } from '../records/openRecords'
import { type CreateOptions, readTables } from './createBackup'
import { type OpenedBackup, openBackup } from './openBackup'
import { deleteRaw } from './rawDatabase'
import { previewRestore, restoreBackup } from './restoreBackup'

const SCRATCH = 'commonmast-scratch-'

/**
 * What is wrong with the backup is a verdict, and nothing is thrown for it.
 * @throws Problem `data.cancelled`
 */
export async function verifyBackup(text: string, options: CreateOptions = {}): Promise<CopyVerdict> {
  try {
    const backup = openBackup(text, { leaveOut: false })
    if (backup.source.version === 1) {
      return notWhole('It is of an earlier version, whose records cannot be compared one by one.')
    }
    return await tryRestoring(backup, backup.source.document, options)
  } catch (thrown) {
    const problem = Problem.from(thrown, 'backup.not-verified', 'The backup could not be restored on trial.')
    if (problem.code === 'data.cancelled') throw problem
    return notWhole(problem.message)
  }
}

/** Databases that a trial left behind because it was killed. Call it while no other trial is under way. */
export async function removeScratch(): Promise<void> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(SCRATCH) ? name : []))
  for (const name of names) await deleteRaw(name)
}

async function tryRestoring(backup: OpenedBackup, document: BackupDocument, options: CreateOptions): Promise<CopyVerdict> {
  const scratch = new CommonmastDatabase(SCRATCH + newId())
  try {
    await openRecords(scratch)
    await restoreBackup(scratch, backup, await previewRestore(scratch, backup, options.signal), { ...options, isTrial: true })
    const expected = tablesSummary(document)
    const restored = tablesSummary(await readTables(scratch, options))
    if (restored.sha256 === expected.sha256) return { isWhole: true, rows: expected.rows, holds: holdsOf(document) }
    return notWhole('Restored on trial, it gave other records than it holds.')
  } finally {
    scratch.close()
    await deleteRaw(scratch.name)
  }
}

function holdsOf({ installation: { actor }, tables }: BackupDocument): { actor: string; made: number } {
  const entries = (tables.operations ?? []) as unknown as LogEntry[]
  const made = entries.reduce((most, entry) => (entry.actor === actor ? Math.max(most, entry.n + entry.count - 1) : most), 0)
  return { actor, made }
}

function notWhole(reason: string): CopyVerdict {
  return { isWhole: false, reason: reason.slice(0, 1_000) }
}
