/** A backup of version 1 of records of schema version 1 or 2, read as they lie there, before they are migrated. */

import { seal } from '#core/model/contentDigest'
import type { LegacyBackupDocument } from '#core/records/backup/backupDocument'
import { LEGACY_TABLES } from '../records/legacyDatabase'
import { packCells } from './demandCells'
import { openRaw, readRawStore } from './rawDatabase'

/** Dexie numbers the browser's database in tens of its own versions. */
const VERSION_FACTOR = 10
const LATEST_LEGACY = 2

/** The schema version of legacy records under that name; null when there are none, or newer ones. */
export async function legacyVersion(name: string): Promise<number | null> {
  const known = (await indexedDB.databases()).find((each) => each.name === name)
  const version = known?.version === undefined ? 0 : Math.floor(known.version / VERSION_FACTOR)
  return version >= 1 && version <= LATEST_LEGACY ? version : null
}

/** @throws Problem `data.cannot-read` */
export async function createLegacyBackup(name: string, journal: unknown[], createdAt: string): Promise<LegacyBackupDocument> {
  const database = await openRaw(name)
  const tables: LegacyBackupDocument['tables'] = {}
  const schemaVersion = Math.floor((database?.version ?? 0) / VERSION_FACTOR)
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
