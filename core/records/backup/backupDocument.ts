/**
 * `commonmast-backup-v2`: everything of one installation as one document, sealed by the digest of its content. Tables are
 * held as the database holds them: shared records with their stamps, the whole log of operations, what is not shown.
 */
import { z } from 'zod'
import { journalAnchorSchema } from '../../journal/journalAnchor'
import { seal } from '../../model/contentDigest'
import { SCHEMA_VERSION } from '../operation'
import { recordTables, type TableName } from '../recordTables'

export const BACKUP_FORMAT_VERSION = 2
export const BACKUP_FORMAT = `commonmast-backup-v${BACKUP_FORMAT_VERSION}` as const

/** Cells of demand layers. Of the bulk of layers they alone are in backups, since some of them come from no file. */
export const DEMAND_CELLS = 'demandCells'

/** Tables that backups hold as they are. */
export const BACKUP_TABLES = Object.values(recordTables)
  .filter((declaration) => declaration.scope === 'shared' || declaration.inBackups)
  .map(({ name }) => name as TableName)

const rows = z.array(z.record(z.string(), z.unknown()))

export const backupSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  schemaVersion: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  installation: z.object({
    actor: z.string().min(1).max(64),
    /** Operations in the log that nobody else had yet. */
    waiting: z.number().int().nonnegative(),
  }),
  tables: z.record(z.string(), rows),
  /** Main's journal at that moment, whole and for the record; it is never written back over a journal. */
  journal: z.array(z.record(z.string(), z.unknown())),
  /** Where that journal ended, signed by the installation's key; null where there is no key. */
  journalAnchor: journalAnchorSchema.nullable(),
  /** SHA-256, see `contentDigest`. */
  contentSha256: z.string(),
})
export type BackupDocument = z.infer<typeof backupSchema>
export type BackupRow = Record<string, unknown>

/** `commonmast-backup-v1`, as the versions of the program before wrote it: the tables of schema version 1 or 2. Frozen. */
export const legacyBackupSchema = z.object({
  format: z.literal('commonmast-backup-v1'),
  schemaVersion: z.number().int().positive(),
  createdAt: z.string(),
  tables: z.record(z.string(), rows),
  journal: z.array(z.unknown()),
  contentSha256: z.string(),
})
export type LegacyBackupDocument = z.infer<typeof legacyBackupSchema>

export function makeBackup(content: Omit<BackupDocument, 'format' | 'schemaVersion' | 'contentSha256'>): BackupDocument {
  return seal({ format: BACKUP_FORMAT, schemaVersion: SCHEMA_VERSION, ...content } as const)
}
