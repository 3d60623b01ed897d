/** What stays on this machine: the log of operations, what is not shown, settings of the machine, bulk of layers. */
import { z } from 'zod'
import { operationSchema } from '../operation'
import { localTable } from '../tableDeclaration'
import { machineSettingSchema } from './machineSettings'

const fields = z.record(z.string(), z.unknown())
const { actor, t } = operationSchema.shape

const packedOperationsSchema = z.object({
  actor,
  n: z.number().int().positive(),
  t,
  table: z.string(),
  schemaV: z.number().int().positive(),
  keys: z.array(z.string()),
  fields: z.array(z.string()),
  columns: z.array(z.union([z.object({ all: z.unknown() }), z.object({ each: z.array(z.unknown()) })])),
})

/** Up to 200 operations of one transaction, in the order of `seq`. */
export const logEntrySchema = z.object({
  seq: z.number().int().positive().optional(),
  actor,
  /** Number of the first operation. */
  n: z.number().int().positive(),
  count: z.number().int().positive(),
  t,
  tables: z.array(z.string()),
  /** Loose: what a later version says of its operations is part of what was signed. */
  operations: z.array(z.looseObject(operationSchema.shape)),
  /** A bulk write's operations, in columns; `operations` is then empty. */
  packed: packedOperationsSchema.optional(),
})
export type LogEntry = z.infer<typeof logEntrySchema>

/** A record that is not shown: it was removed, or not all of it has arrived. */
export const shadowSchema = z.object({ id: z.string(), table: z.string(), key: z.string(), row: fields })
export type Shadow = z.infer<typeof shadowSchema>

/**
 * What was refused and is shown: a second payload of a fact, another operation under a number that its actor has used, an
 * operation that its table does not allow.
 */
export const quarantinedSchema = z.object({
  id: z.string(),
  table: z.string(),
  key: z.string(),
  reason: z.enum(['second-fact', 'second-operation', 'fact-changed', 'no-such-form', 'part-of-together', 'invalid-value']),
  fields,
  stamp: z.string(),
})
export type Quarantined = z.infer<typeof quarantinedSchema>

const operations = localTable({
  name: 'operations',
  schema: logEntrySchema,
  indexes: '++seq, [actor+n], t, *tables',
  keyField: 'id',
  inBackups: true,
})

const shadows = localTable({
  name: 'shadows',
  schema: shadowSchema,
  indexes: 'id, table',
  keyField: 'id',
  inBackups: true,
})

const quarantine = localTable({
  name: 'quarantine',
  schema: quarantinedSchema,
  indexes: 'id, table',
  keyField: 'id',
  inBackups: true,
})

const settingSchema = z.object({ key: z.string().min(1), value: z.unknown() })
export type Setting = z.infer<typeof settingSchema>

const machineSettings = localTable({
  name: 'machineSettings',
  schema: machineSettingSchema,
  indexes: 'key',
  keyField: 'key',
  inBackups: true,
})

/** What the kernel remembers of itself: actor, clock, counts. A backup brings none of it to another installation. */
const meta = localTable({
  name: 'meta',
  schema: settingSchema,
  indexes: 'key',
  keyField: 'key',
  inBackups: false,
})

/** Bulk of a data layer: typed arrays or bytes, in the order of `part`. It can be imported again from its file. */
export const layerChunkSchema = z.object({
  /** `${layerId}:${part}` */
  id: z.string(),
  layerId: z.string(),
  part: z.number().int().nonnegative(),
  data: fields,
})
export type LayerChunk = z.infer<typeof layerChunkSchema>

const layerChunks = localTable({
  name: 'layerChunks',
  schema: layerChunkSchema,
  indexes: 'id, layerId',
  keyField: 'id',
  inBackups: false,
})

export const localTables = { operations, shadows, quarantine, machineSettings, meta, layerChunks }
