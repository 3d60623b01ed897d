/**
 * The records of this installation, in IndexedDB. Schema versions only ever grow; each has a frozen fixture
 * in `fixtures/` that the migration tests open. Amounts are decimal strings: IndexedDB cannot index bigint.
 */

import Dexie, { type Table } from 'dexie'
import type { DataLayer } from '#core/model/dataLayer'
import type { RadioProfile } from '#core/model/radioProfile'
import type {
  Agreement,
  Contribution,
  Distribution,
  Goal,
  Hotspot,
  ImportRecord,
  Member,
  Period,
  Plan,
  Provisioning,
  Signature,
  WorkOrder,
} from '#core/model/records'
import type { Operation } from '#core/sync/operation'
import type { PackedOperations } from '#core/sync/packOperations'
import { renameEpochs } from './epochsToPeriods'

/** Up to 200 operations of one transaction; `seq` orders them. */
export interface OutboxEntry {
  seq?: number
  t: string
  /** Empty when they are `packed`. */
  ops: Operation[]
  /** A bulk write's operations, in columns. */
  packed?: PackedOperations
}

/** What a record was before an import replaced it, kept so that the import can be undone. */
export interface ImportUndo {
  id: string
  importId: string
  table: string
  /** The replaced record, or null when the import added it. */
  before: unknown
}

export interface Setting {
  key: string
  value: unknown
}

/** Bulk of a data layer: typed arrays or bytes, in the order of `part`. Local: it can be imported again from its file. */
export interface LayerChunk {
  /** `${layerId}:${part}` */
  id: string
  layerId: string
  part: number
  data: Record<string, unknown>
}

export const SCHEMA_VERSION = 3
const DATABASE_NAME = 'commonmast'

// On 127.0.0.1 Dexie takes itself to be under development and collects a stack for every step.
Dexie.debug = false

export class CommonmastDatabase extends Dexie {
  hotspots!: Table<Hotspot, string>
  plans!: Table<Plan, string>
  workOrders!: Table<WorkOrder, string>
  provisionings!: Table<Provisioning, string>
  members!: Table<Member, string>
  agreements!: Table<Agreement, string>
  goals!: Table<Goal, string>
  periods!: Table<Period, string>
  contributions!: Table<Contribution, string>
  distributions!: Table<Distribution, string>
  signatures!: Table<Signature, string>
  radioProfiles!: Table<RadioProfile, string>
  dataLayers!: Table<DataLayer, string>
  layerChunks!: Table<LayerChunk, string>
  imports!: Table<ImportRecord, string>
  importUndo!: Table<ImportUndo, string>
  settings!: Table<Setting, string>
  outbox!: Table<OutboxEntry, number>
  meta!: Table<Setting, string>

  constructor(name = DATABASE_NAME) {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
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
    })
    this.version(2).stores({
      radioProfiles: 'id',
      dataLayers: 'id, kind, createdAt',
      layerChunks: 'id, layerId',
    })
    this.version(3)
      .stores({
        epochs: null,
        periods: 'id, createdAt, importId',
        contributions: 'id, periodId',
        distributions: 'id, periodId, createdAt',
        signatures: 'id, distributionId, periodId, createdAt',
      })
      .upgrade(renameEpochs)
  }
}
