/** Copies of everything that the program keeps by itself, while nobody is in the midst of something (SPEC.md, [BR11]). */
import { create } from 'zustand'
import { Problem } from '#core/model/problem'
import { backupDueAt } from '#core/records/backup/backupDue'
import { changedSince } from '../backups/backedUp'
import { keepBackup } from '../backups/backups'
import { readCooperative } from '../cooperative/settings'
import type { CommonmastDatabase } from '../records/database'
import { onRecordsWritten } from '../records/onRecordsWritten'
import { db } from '../records/openRecords'

interface RollingBackups {
  /** Why the last one could not be kept; null when it could. */
  problem: Problem | null
  /** How many were kept by this window; changes make lists look again. */
  kept: number
}

export const useRollingBackups = create<RollingBackups>(() => ({ problem: null, kept: 0 }))

const ONE_AT_A_TIME = 'commonmast-rolling-backup'
const IDLE_WITHIN_MS = 60_000

/** Keeps them until it is stopped. @returns a function that stops it */
export function keepRollingBackups(records: CommonmastDatabase = db): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let writtenMs = Date.now()
  let failedMs: number | null = null
  let isStopped = false

  /** Null while none is due at all. */
  async function dueAt(): Promise<number | null> {
    const { entries, backedUpAt } = await changedSince(records)
    const backedUpMs = backedUpAt === null ? null : Date.parse(backedUpAt)
    const at = backupDueAt({ entries, backedUpMs, writtenMs, failedMs })
    return at === null || isStopped || (await isMadeUp()) ? null : at
  }

  async function schedule(): Promise<void> {
    const at = await dueAt()
    clearTimeout(timer)
    if (at === null) return
    timer = setTimeout(() => requestIdleCallback(() => void keepWhenDue(), { timeout: IDLE_WITHIN_MS }), at - Date.now())
  }

  async function keepWhenDue(): Promise<void> {
    // Another window that holds the lock keeps one; this one looks again after the next write.
    await navigator.locks.request(ONE_AT_A_TIME, { ifAvailable: true }, async (lock) => {
      if (!lock) return
      const at = await dueAt()
      if (at !== null && at <= Date.now()) failedMs = await keepOne()
      await schedule()
    })
  }

  const stop = onRecordsWritten(records, () => {
    writtenMs = Date.now()
    void schedule()
  })
  return () => {
    isStopped = true
    clearTimeout(timer)
    stop()
  }
}

/** @returns when it failed; null when it did not */
async function keepOne(): Promise<number | null> {
  try {
    const { verdict } = await keepBackup()
    const problem = verdict.isWhole
      ? null
      : new Problem('backup.not-verified', `The newest copy could not be verified: ${verdict.reason}`)
    useRollingBackups.setState(({ kept }) => ({ problem, kept: kept + 1 }))
    return verdict.isWhole ? null : Date.now()
  } catch (thrown) {
    useRollingBackups.setState({
      problem: Problem.from(thrown, 'backup.not-kept', 'No copy could be kept: save a backup in Settings.'),
    })
    return Date.now()
  }
}

/** The demo is made again with one click. */
async function isMadeUp(): Promise<boolean> {
  return (await readCooperative()).synthetic
}
