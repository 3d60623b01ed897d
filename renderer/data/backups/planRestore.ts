/** What a restore would change, by comparing what is here with what the backup holds. */
import { recordName } from '#core/records/backup/recordName'
import { type Records, restorePlan, type TableRestore } from '#core/records/backup/restorePlan'
import { type Row, recordOf } from '#core/records/recordState'
import { recordTables, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { sameValue } from '#core/records/sameValue'
import type { Setting } from '#core/records/tables/localTables'
import type { CommonmastDatabase } from '../records/database'
import { throwIfCancelled } from '../records/transact'
import type { OpenedBackup } from './openBackup'
import type { NamedCount, RestorePreview } from './restorePreview'

export interface RestorePlan {
  tables: ReadonlyMap<string, TableRestore>
  machineSettings: Setting[]
  preview: RestorePreview
}

/** Enough to recognise what is meant. */
const NAMES_SHOWN = 5

/** Call it in a transaction on all shared tables, `machineSettings`, `layerChunks` and `operations`. */
export async function planRestore(db: CommonmastDatabase, backup: OpenedBackup, signal?: AbortSignal): Promise<RestorePlan> {
  const here = new Map<string, Records>()
  for (const name of SHARED_TABLES) {
    throwIfCancelled(signal)
    here.set(name, await readRecords(db, name))
  }
  const tables = restorePlan(here, backup.records)
  const machineSettings = await changedSettings(db, backup.machineSettings)
  const preview: RestorePreview = {
    createdAt: backup.createdAt,
    isEmptyHere: [...here.values()].every(({ size }) => size === 0) && (await db.operations.count()) === 0,
    tables: [...tables].flatMap(([name, restore]) => {
      const table = name as SharedTable
      const named = (keys: readonly string[]) => namedCount(table, keys, [backup.records.get(table), here.get(table)])
      const { added, changed, remove, stays, otherwise } = restore
      if (added.length + changed.length + remove.length + stays.length + otherwise.length === 0) return []
      return {
        table,
        added: named(added),
        changed: named(changed),
        removed: named(remove),
        stays: named(stays),
        otherwise: named(otherwise),
      }
    }),
    settings: machineSettings.length,
    layersToImport: await layersToImport(db, backup),
    leftOut: { count: backup.leftOut.length, first: backup.leftOut.slice(0, NAMES_SHOWN) },
  }
  return { tables, machineSettings, preview }
}

async function readRecords(db: CommonmastDatabase, name: SharedTable): Promise<Records> {
  const { keyField } = recordTables[name]
  const rows = await db.table<Row, string>(name).toArray()
  return new Map(rows.map((row) => [String(row[keyField]), recordOf(row)]))
}

function namedCount(table: string, keys: readonly string[], where: readonly (Records | undefined)[]): NamedCount {
  const names = keys.slice(0, NAMES_SHOWN).map((key) => {
    const record = where.map((records) => records?.get(key)).find((each) => each !== undefined)
    return record ? recordName(table, key, record) : key
  })
  return { count: keys.length, names }
}

async function changedSettings(db: CommonmastDatabase, settings: readonly Setting[]): Promise<Setting[]> {
  const own = await db.machineSettings.bulkGet(settings.map(({ key }) => key))
  return settings.filter(({ value }, at) => !sameValue(own[at]?.value, value))
}

/** Layers whose bulk is neither here nor in the backup. */
async function layersToImport(db: CommonmastDatabase, { records, demandCells }: OpenedBackup) {
  const withBulk = new Set([
    ...(await db.layerChunks.orderBy('layerId').uniqueKeys()).map(String),
    ...demandCells.map(({ layerId }) => layerId),
  ])
  return [...(records.get('dataLayers') ?? [])].flatMap(([id, { kind, name, fileName, cellCount }]) => {
    const isDrawn = kind === 'demand' && cellCount === 0
    return withBulk.has(id) || isDrawn ? [] : { name: String(name), fileName: typeof fileName === 'string' ? fileName : null }
  })
}
