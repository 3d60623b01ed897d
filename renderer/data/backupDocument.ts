/**
 * `commonmast-backup-v1`: everything of this installation as one file. Restoring replaces all records in one
 * transaction; a file that is damaged, of another format or of a newer schema changes nothing.
 */

import { z } from 'zod'
import { contentDigest } from '#core/model/contentDigest'
import { Problem } from '#core/model/problem'
import { RECORD_SCHEMAS } from './commands/putRecords'
import { asWriteProblem, RECORD_TABLES } from './commitChanges'
import { type CommonmastDatabase, SCHEMA_VERSION } from './database'
import { packDemandChunks, unpackDemandChunk } from './demandBackup'
import { renameEpochsInTables } from './epochsToPeriods'
import { newId } from './records/newId'

const LOCAL_TABLES = ['importUndo', 'outbox', 'meta'] as const
const ALL_TABLES = [...RECORD_TABLES, ...LOCAL_TABLES]

/** Cells of demand layers, see demandBackup. Missing in backups of the first version. */
const DEMAND = 'layerChunks'
/** Backups of schemas before this one call a period an epoch. */
const PERIODS_SINCE = 3

const backupSchema = z.object({
  format: z.literal('commonmast-backup-v1'),
  schemaVersion: z.number().int().positive(),
  createdAt: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  /** Main's journal at that moment, for the record; it is never written back over a journal. */
  journal: z.array(z.unknown()),
  contentSha256: z.string(),
})
export type BackupDocument = z.infer<typeof backupSchema>

/** All tables as one document. One read transaction, so it is a single moment. */
export async function createBackup(db: CommonmastDatabase, journal: unknown[], createdAt: string): Promise<BackupDocument> {
  const tables: BackupDocument['tables'] = {}
  await db.transaction('r', [...ALL_TABLES.map((name) => db.table(name)), db.layerChunks], async () => {
    for (const name of ALL_TABLES) tables[name] = await db.table(name).toArray()
    tables[DEMAND] = await packDemandChunks(db)
  })
  const content = { format: 'commonmast-backup-v1' as const, schemaVersion: SCHEMA_VERSION, createdAt, tables, journal }
  return { ...content, contentSha256: contentDigest(content) }
}

/**
 * Reads and checks a backup's text.
 * @throws Problem `backup.unreadable`, `backup.damaged` or `backup.newer-version`.
 */
export function readBackup(text: string): BackupDocument {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (thrown) {
    throw new Problem('backup.unreadable', 'This is not a whole backup file: choose another copy; your records are unchanged.', {
      cause: thrown,
    })
  }
  const parsed = backupSchema.safeParse(raw)
  if (!parsed.success) {
    throw new Problem(
      'backup.unreadable',
      'This is not a Commonmast backup: choose a file that ends in .commonmast-backup.json.',
      {
        cause: parsed.error.issues[0]?.message,
      },
    )
  }
  if (contentDigest(parsed.data) !== parsed.data.contentSha256) {
    throw new Problem(
      'backup.damaged',
      'This backup was changed or damaged after it was made: choose another copy; your records are unchanged.',
    )
  }
  if (parsed.data.schemaVersion > SCHEMA_VERSION) {
    throw new Problem('backup.newer-version', 'This backup was made by a newer Commonmast: update this installation first.')
  }
  const { tables, schemaVersion } = parsed.data
  const backup = schemaVersion < PERIODS_SINCE ? { ...parsed.data, tables: renameEpochsInTables(tables) } : parsed.data
  for (const table of RECORD_TABLES) {
    for (const [index, record] of (backup.tables[table] ?? []).entries()) {
      const checked = RECORD_SCHEMAS[table].safeParse(record)
      if (!checked.success) {
        throw new Problem(
          'backup.damaged',
          `Record ${index + 1} of ${table} in this backup cannot be used: ${checked.error.issues[0]?.message}.`,
        )
      }
    }
  }
  return backup
}

/** Replaces all records by those of the backup, or changes nothing. @returns how many records there are now. */
export async function restoreBackup(db: CommonmastDatabase, backup: BackupDocument): Promise<number> {
  let restored = 0
  try {
    await db.transaction('rw', [...ALL_TABLES.map((name) => db.table(name)), db.layerChunks], async () => {
      const chunks = (backup.tables[DEMAND] ?? []).map(unpackDemandChunk)
      await db.layerChunks
        .where('layerId')
        .anyOf(chunks.map(({ layerId }) => layerId))
        .delete()
      await db.layerChunks.bulkPut(chunks)
      for (const name of ALL_TABLES) {
        const rows = backup.tables[name] ?? []
        await db.table(name).clear()
        await db.table(name).bulkPut(rows)
        if ((RECORD_TABLES as string[]).includes(name)) restored += rows.length
      }
      // A restored database is a new actor: two histories under one name would fork the log.
      await db.meta.put({ key: 'actor', value: newId() })
    })
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
  return restored
}
