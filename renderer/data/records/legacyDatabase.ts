/** Databases of schema versions 1 and 2, and how they become one of version 3: in one transaction, or not at all. */
import type { Transaction } from 'dexie'
import { deviceKeyOrText } from '#core/networks/deviceKey/deviceKey'
import { hotspotKeyOf, migrateHotspotId, networkId, OTHER_NETWORK } from '#core/networks/deviceKey/hotspotId'
import { type LegacyNames, migrateLegacy } from '#core/records/migrations/migrateLegacy'
import { isSharedTable, type SharedTable } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { newMemory, writeMemory } from './kernelMemory'
import { quarantinedOf } from './quarantined'
import { addToLog, writeStates } from './writeOperations'

type Row = Record<string, unknown>

/** The stores of each version as it was released. Never edited. */
export const LEGACY_VERSIONS: readonly { version: number; stores: Record<string, string> }[] = [
  {
    version: 1,
    stores: {
      hotspots: 'id, network, importId, *groups',
      sites: 'id, planId',
      plans: 'id, createdAt',
      workOrders: 'id, planId, status',
      provisionings: 'id, workOrderId, createdAt',
      members: 'id, name',
      agreements: 'id',
      goals: 'id',
      epochs: 'id, createdAt, importId',
      contributions: 'id, epochId',
      distributions: 'id, epochId, createdAt',
      signatures: 'id, distributionId, epochId, createdAt',
      proposals: 'id',
      votes: 'id, proposalId',
      measurements: 'id, hotspotId',
      prices: 'id',
      imports: 'id, createdAt',
      importUndo: 'id, importId',
      settings: 'key',
      outbox: '++seq, t',
      batches: '[actor+n]',
      vv: 'actor',
      meta: 'key',
    },
  },
  {
    version: 2,
    stores: {
      radioProfiles: 'id',
      dataLayers: 'id, kind, createdAt',
      layerChunks: 'id, layerId',
    },
  },
]

/** Tables that the migration reads, the outbox among them. Chunks of layers stay where they are. */
export const LEGACY_TABLES: readonly string[] = LEGACY_VERSIONS.flatMap(({ stores }) => Object.keys(stores)).filter(
  (name) => name !== 'layerChunks',
)

const OPERATIONS_AT_ONCE = 2_000

/** Runs in the transaction that changes the version. */
export async function upgradeLegacy(transaction: Transaction, db: CommonmastDatabase): Promise<void> {
  const tables: Record<string, Row[]> = {}
  // Dexie's own list leaves out the stores that are about to go.
  const { objectStoreNames } = (transaction as unknown as { idbtrans: IDBTransaction }).idbtrans.db
  for (const name of LEGACY_TABLES) {
    tables[name] = objectStoreNames.contains(name) ? await transaction.table<Row>(name).toArray() : []
  }
  const meta = new Map((tables.meta ?? []).map(({ key, value }) => [String(key), value]))
  const actor = typeof meta.get('actor') === 'string' ? String(meta.get('actor')) : newMemory().actor
  for (const name of LEGACY_TABLES) {
    if (objectStoreNames.contains(name)) await transaction.table(name).clear()
  }
  await writeMigrated(db, tables, actor)
}

/** Migrates legacy rows into a database that is empty but for its chunks. */
export async function writeMigrated(db: CommonmastDatabase, tables: Record<string, Row[]>, actor: string): Promise<void> {
  const migrated = migrateLegacy({ tables, outbox: tables.outbox ?? [], actor }, LEGACY_NAMES, Date.now())
  for (const [name, states] of migrated.states) if (isSharedTable(name)) await writeStates(db, name as SharedTable, states)
  for (let start = 0; start < migrated.operations.length; start += OPERATIONS_AT_ONCE) {
    await addToLog(db, migrated.operations.slice(start, start + OPERATIONS_AT_ONCE))
  }
  await db.quarantine.bulkPut(migrated.refused.map(({ operation, reason }) => quarantinedOf(operation, reason)))
  await db.machineSettings.bulkPut(migrated.machineSettings as { key: string; value: unknown }[])
  const made = migrated.operations.length
  const near = migrated.operations.at(-1)?.t ?? null
  await writeMemory(db, { ...newMemory({ near, far: null }), actor, made, waiting: made })
}

export const LEGACY_NAMES: LegacyNames = {
  hotspotId: ({ id, network }) => migrateHotspotId({ id: String(id), network: String(network) }),
  keyOf: hotspotKeyOf,
  deviceKey: (network, key) => deviceKeyOrText(networkId(network), key),
  otherNetwork: OTHER_NETWORK,
}
