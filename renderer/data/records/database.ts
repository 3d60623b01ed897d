/**
 * The records of this installation, in IndexedDB. Its stores are those that `core/records` declares. Shared tables can be
 * written inside `transact` only: whatever else tries is refused by the database itself.
 */
import Dexie, { type DBCore, type DBCoreMutateRequest, type PromiseExtended, type Table } from 'dexie'
import { KERNEL_VERSION, SCHEMA_VERSION } from '#core/records/operation'
import { isSharedTable, type RecordOf, recordTables, type SharedTable, type TableName } from '#core/records/recordTables'
import type { LayerChunk, LogEntry, Quarantined, Setting, Shadow } from '#core/records/tables/localTables'
import type { BatchAside, BatchChunk, BatchText, HeldBatch } from '#core/records/tables/syncTables'
import { bulkPuts } from './bulkPuts'
import { LEGACY_VERSIONS, upgradeLegacy } from './legacyDatabase'
import { guardVersion } from './versionGuard'

export const DATABASE_NAME = 'commonmast'

/** Tables that later versions than the kernel's first brought. */
const ADDED_SINCE: ReadonlySet<string> = new Set<TableName>([
  'groupedHotspots',
  'closings',
  'installs',
  'bookEntries',
  'periodInputs',
  'priceTables',
  'agreementTemplates',
  'termsSignatures',
  'reopenings',
  'chains',
  'treasuries',
  'tokens',
  'payouts',
  'payoutMoves',
  'addressConfirmations',
  'moneyPayouts',
  'moneyPayoutMarks',
  'accessGrants',
  'installations',
  'heldBatches',
  'batchTexts',
  'batchesAside',
  'batchChunks',
  'evidence',
])

// On 127.0.0.1 Dexie takes itself to be under development and collects a stack for every step.
Dexie.debug = false

/** Written by the kernel only, like the shared tables. */
const KERNEL_TABLES = new Set(['operations', 'shadows', 'quarantine', 'heldBatches', 'batchTexts', 'batchesAside', 'batchChunks'])

/** Transactions that the record kernel has opened. */
const kernelTransactions = new WeakSet<object>()

type Records<T extends SharedTable> = Table<RecordOf<T>, string>

export class CommonmastDatabase extends Dexie {
  hotspots!: Records<'hotspots'>
  groupedHotspots!: Records<'groupedHotspots'>
  plans!: Records<'plans'>
  workOrders!: Records<'workOrders'>
  provisionings!: Records<'provisionings'>
  evidence!: Records<'evidence'>
  radioProfiles!: Records<'radioProfiles'>
  dataLayers!: Records<'dataLayers'>
  members!: Records<'members'>
  agreements!: Records<'agreements'>
  periods!: Records<'periods'>
  contributions!: Records<'contributions'>
  distributions!: Records<'distributions'>
  closings!: Records<'closings'>
  signatures!: Records<'signatures'>
  chains!: Records<'chains'>
  treasuries!: Records<'treasuries'>
  tokens!: Records<'tokens'>
  payouts!: Records<'payouts'>
  payoutMoves!: Records<'payoutMoves'>
  addressConfirmations!: Records<'addressConfirmations'>
  installs!: Records<'installs'>
  bookEntries!: Records<'bookEntries'>
  periodInputs!: Records<'periodInputs'>
  priceTables!: Records<'priceTables'>
  agreementTemplates!: Records<'agreementTemplates'>
  termsSignatures!: Records<'termsSignatures'>
  reopenings!: Records<'reopenings'>
  moneyPayouts!: Records<'moneyPayouts'>
  moneyPayoutMarks!: Records<'moneyPayoutMarks'>
  goals!: Records<'goals'>
  cooperativeSettings!: Records<'cooperativeSettings'>
  imports!: Records<'imports'>
  confirmations!: Records<'confirmations'>
  accessGrants!: Records<'accessGrants'>
  installations!: Records<'installations'>
  acts!: Records<'acts'>
  actors!: Records<'actors'>
  operations!: Table<LogEntry, number>
  shadows!: Table<Shadow, string>
  quarantine!: Table<Quarantined, string>
  heldBatches!: Table<HeldBatch, [actor: string, n: number]>
  batchTexts!: Table<BatchText, string>
  batchesAside!: Table<BatchAside, string>
  batchChunks!: Table<BatchChunk, string>
  machineSettings!: Table<Setting, string>
  meta!: Table<Setting, string>
  layerChunks!: Table<LayerChunk, string>
  /** Waited for before records of an earlier version are migrated; what it throws leaves them as they are. */
  beforeMigration: (version: number) => Promise<void> = async () => {}
  private guarding: Promise<void> | null = null

  constructor(name = DATABASE_NAME) {
    super(name, { chromeTransactionDurability: 'strict' })
    const stores = Object.fromEntries(Object.values(recordTables).map(({ name: table, indexes }) => [table, indexes]))
    for (const { version, stores: legacy } of LEGACY_VERSIONS) this.version(version).stores(legacy)
    const first = Object.fromEntries(Object.entries(stores).filter(([name]) => !ADDED_SINCE.has(name)))
    this.version(KERNEL_VERSION)
      .stores({ ...dropped(stores), ...first })
      .upgrade(async (transaction) => {
        permitWrites()
        await upgradeLegacy(transaction, this)
      })
    this.version(SCHEMA_VERSION).stores(stores)
    this.use(bulkPuts)
    this.use({ stack: 'dbcore', name: 'kernel-only', create: refuseOtherWriters })
  }

  /** A first query opens as well, so this is where every way in passes. @throws Problem as `guardVersion` */
  override open(): PromiseExtended<Dexie> {
    if (this.isOpen()) return super.open()
    this.guarding ??= guardVersion(this.name, this.beforeMigration).finally(() => {
      this.guarding = null
    })
    return Dexie.Promise.resolve(this.guarding).then(() => super.open()) as PromiseExtended<Dexie>
  }
}

/** Legacy stores that are no more. */
function dropped(stores: Record<string, string>): Record<string, null> {
  const names = LEGACY_VERSIONS.flatMap(({ stores: legacy }) => Object.keys(legacy))
  return Object.fromEntries(names.filter((name) => !Object.hasOwn(stores, name)).map((name) => [name, null]))
}

/** Lets the transaction that is under way write shared tables. Call it inside `db.transaction`. */
export function permitWrites(): void {
  const transaction = Dexie.currentTransaction as unknown as { idbtrans?: object } | null
  if (!transaction?.idbtrans) throw new Error('No transaction is under way')
  kernelTransactions.add(transaction.idbtrans)
}

function refuseOtherWriters(core: DBCore): DBCore {
  return {
    ...core,
    table(name) {
      const table = core.table(name)
      if (!isSharedTable(name) && !KERNEL_TABLES.has(name)) return table
      return {
        ...table,
        mutate: (request: DBCoreMutateRequest) => {
          if (kernelTransactions.has(request.trans as object)) return table.mutate(request)
          return Promise.reject(new Error(`The table ${name} is written by the record kernel only: use transact`))
        },
      }
    },
  }
}
