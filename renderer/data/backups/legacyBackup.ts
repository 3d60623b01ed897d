/** A backup of version 1 of records of schema version 1 or 2, read as they lie there, before they are migrated. */

import { seal } from '#core/model/contentDigest'
import type { LegacyBackupDocument } from '#core/records/backup/backupDocument'
import { LEGACY_TABLES } from '../records/legacyDatabase'
import { packCells } from './demandCells'
import { openRaw, readRawStore } from './rawDatabase'

export interface LegacyCopy {
  /** Of the database. */
  name: string
  /** 1 or 2. */
  schemaVersion: number
  /** Of main, at that moment. */
  journal: unknown[]
}

/** @throws Problem `data.cannot-read` */
export async function createLegacyBackup(
  { name, schemaVersion, journal }: LegacyCopy,
  createdAt: string,
): Promise<LegacyBackupDocument> {
  const database = await openRaw(name)
  const tables: LegacyBackupDocument['tables'] = {}
  try {
    for (const table of LEGACY_TABLES) tables[table] = database ? await readAll(database, table) : []
    const demand = new Set((tables.dataLayers ?? []).filter(({ kind }) => kind === 'demand').map(({ id }) => id))
    const chunks = database ? await readAll(database, 'layerChunks') : []
    tables.layerChunks = chunks.filter(({ layerId }) => demand.has(layerId)).flatMap((chunk) => packCells(chunk as never))
  } finally {
    database?.close()
  }
  return seal({ format: 'commonmast-backup-v1' as const, schemaVersion, createdAt, tables, journal })
}

async function readAll(database: IDBDatabase, table: string): Promise<Record<string, unknown>[]> {
  if (!database.objectStoreNames.contains(table)) return []
  const all: Record<string, unknown>[] = []
  for await (const { rows } of readRawStore(database, table)) all.push(...(rows as Record<string, unknown>[]))
  return all
}
