/** When the program keeps a copy of everything by itself (SPEC.md, [BR11]). */

/** So many entries of the log, each an act or up to 200 records of a large one. */
const MANY_ENTRIES = 50
const HOUR_MS = 3_600_000
const LONGEST_MS = 4 * HOUR_MS
/** Nobody is in the midst of something. */
const REST_MS = 2 * 60_000

export interface BackupNeed {
  /** Entries of the log that no copy has. */
  entries: number
  /** When the newest copy was made; null when there is none of these records. */
  backedUpMs: number | null
  /** When the records were written last. */
  writtenMs: number
  /** When a copy could not be made last; null when the last one could. */
  failedMs: number | null
}

/** The moment from which a copy is due, in milliseconds like everything here; null while nothing has changed. */
export function backupDueAt({ entries, backedUpMs, writtenMs, failedMs }: BackupNeed): number | null {
  if (entries === 0) return null
  const isSoon = backedUpMs === null || entries >= MANY_ENTRIES
  const wanted = isSoon ? writtenMs : backedUpMs + LONGEST_MS
  return Math.max(wanted, writtenMs + REST_MS, failedMs === null ? 0 : failedMs + HOUR_MS)
}
