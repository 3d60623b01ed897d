/** What a restore would change, by comparing what is here with what the backup holds. */
import { type Records, restorePlan, TABLES_OF_ACTS, type TableRestore } from '#core/records/backup/restorePlan'
import { type Row, recordOf } from '#core/records/recordState'
import { recordTables, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { sameValue } from '#core/records/sameValue'
import type { Setting } from '#core/records/tables/localTables'
import { foundingSetting } from '#core/sync/foundingSetting'
import { nameOf } from '../history/recordNames'
import type { CommonmastDatabase } from '../records/database'
import { throwIfCancelled } from '../records/transact'
import { hasOtherBulk } from '../records/undoneBulk'
import type { OpenedBackup } from './openBackup'
import type { NamedCount, RestorePreview } from './restorePreview'

export interface RestorePlan {
  tables: ReadonlyMap<string, TableRestore>
  machineSettings: Setting[]
  /** Ids of layers whose bulk here is not that of the backup. */
  otherBulk: ReadonlySet<string>
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
  const tables = restorePlan(
    here,
    backup.records,
    backup.leftOut.flatMap(({ of }) => of ?? []),
  )
  const layers = tables.get('dataLayers')
  const otherBulk = layers ? layersWithOtherBulk(here.get('dataLayers') ?? new Map(), layers) : new Set<string>()
  const machineSettings = await changedSettings(db, backup.machineSettings)
  const preview: RestorePreview = {
    createdAt: backup.createdAt,
    isEmptyHere: await isEmpty(db),
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
    layersToImport: await layersToImport(db, backup, otherBulk),
    leftOut: { count: backup.leftOut.length, first: backup.leftOut.slice(0, NAMES_SHOWN) },
  }
  return { tables, machineSettings, otherBulk, preview }
}

/** Whether nothing was ever written but who writes. Call it in a transaction on all shared tables and `operations`. */
export async function isEmpty(db: CommonmastDatabase): Promise<boolean> {
  const written = await db.operations.orderBy('tables').uniqueKeys()
  if (written.some((table) => !TABLES_OF_ACTS.has(String(table)))) return false
  for (const name of SHARED_TABLES) if (!TABLES_OF_ACTS.has(name) && (await db.table(name).count()) > 0) return false
  return true
}

async function readRecords(db: CommonmastDatabase, name: SharedTable): Promise<Records> {
  const { keyField } = recordTables[name]
  const rows = await db.table<Row, string>(name).toArray()
  return new Map(rows.map((row) => [String(row[keyField]), recordOf(row)]))
}

function namedCount(table: SharedTable, keys: readonly string[], where: readonly (Records | undefined)[]): NamedCount {
  const recordFor = (key: string) => where.map((records) => records?.get(key)).find((record) => record !== undefined)
  return { count: keys.length, names: keys.slice(0, NAMES_SHOWN).map((key) => nameOf(table, key, recordFor(key))) }
}

async function changedSettings(db: CommonmastDatabase, settings: readonly Setting[]): Promise<Setting[]> {
  const own = await db.machineSettings.bulkGet(settings.map(({ key }) => key))
  // To a cooperative records come whole, by joining or by filling an empty database.
  return settings.filter(({ key, value }, at) => key !== foundingSetting.key && !sameValue(own[at]?.value, value))
}

/** Layers of the backup whose bulk is neither here nor in the backup. */
async function layersToImport(db: CommonmastDatabase, backup: OpenedBackup, otherBulk: ReadonlySet<string>) {
  const withBulk = new Set([
    ...(await db.layerChunks.orderBy('layerId').uniqueKeys()).map(String).filter((id) => !otherBulk.has(id)),
    ...backup.demandCells.map(({ layerId }) => layerId),
  ])
  return [...(backup.records.get('dataLayers') ?? [])].flatMap(([id, { kind, name, fileName, cellCount }]) => {
    const isDrawn = kind === 'demand' && cellCount === 0
    return withBulk.has(id) || isDrawn ? [] : { name: String(name), fileName: typeof fileName === 'string' ? fileName : null }
  })
}

/** Layers that are here with the bulk of another file. */
function layersWithOtherBulk(here: Records, { put }: TableRestore): ReadonlySet<string> {
  const other = put.filter((layer) => {
    const own = here.get(String(layer.id))
    return own !== undefined && hasOtherBulk(own, layer)
  })
  return new Set(other.map(({ id }) => String(id)))
}
