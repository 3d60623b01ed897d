/** A backup's text as a document that can be trusted: whole, unchanged since it was made, and of a version that is known. */
import { parseBoundedJson } from '../../files/parseBoundedJson'
import { contentDigest } from '../../model/contentDigest'
import { isRecord } from '../../model/isRecord'
import { Problem } from '../../model/problem'
import { SCHEMA_VERSION } from '../operation'
import {
  BACKUP_FORMAT,
  BACKUP_FORMAT_VERSION,
  type BackupDocument,
  backupSchema,
  type LegacyBackupDocument,
  legacyBackupSchema,
} from './backupDocument'

/** Of the last program that wrote backups of version 1. */
const LEGACY_SCHEMA_VERSION = 2

/**
 * Its rows are not checked yet, see `backupFaults` and `legacyFaults`.
 * @throws Problem `backup.unreadable`, `backup.damaged`, `backup.newer-version` or `json.too-*`
 */
export function readBackup(text: string): BackupDocument | LegacyBackupDocument {
  const raw = parse(text)
  const format = isRecord(raw) ? raw.format : undefined
  const latest = format === BACKUP_FORMAT ? SCHEMA_VERSION : LEGACY_SCHEMA_VERSION
  if (isLaterFormat(format) || (isRecord(raw) && Number(raw.schemaVersion) > latest)) throw newerVersion()
  const parsed = (format === BACKUP_FORMAT ? backupSchema : legacyBackupSchema).safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Problem(
      'backup.unreadable',
      'This is not a Commonmast backup: choose a file that ends in .commonmast-backup.json.',
      { cause: issue?.message, field: issue?.path.join('.') },
    )
  }
  // The digest is over all that the file holds, also what this version does not know.
  if (contentDigest(raw as object) !== parsed.data.contentSha256) {
    throw new Problem(
      'backup.damaged',
      'This backup was changed or damaged after it was made: choose another copy; your records are unchanged.',
    )
  }
  return parsed.data
}

function parse(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw new Problem('backup.unreadable', 'This is not a whole backup file: choose another copy; your records are unchanged.', {
      cause: thrown,
    })
  }
}

function isLaterFormat(format: unknown): boolean {
  const version = /^commonmast-backup-v(\d+)$/.exec(String(format))?.[1]
  return version !== undefined && Number(version) > BACKUP_FORMAT_VERSION
}

function newerVersion(): Problem {
  return new Problem('backup.newer-version', 'This backup was made by a newer Commonmast: update this installation first.')
}
