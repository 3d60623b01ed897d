/**
 * `commonmast-snapshot-v1`: what a cooperative's batches come to, for a laptop that joins. It is named by its hash, which an
 * admin says in an ordinary batch; so it is signed as everything else is. SPEC.md, [SY90] and [SY91].
 */
import { z } from 'zod'
import { operationSchema } from '../../records/operation'
import { OPERATIONS_PER_BATCH } from '../batch'
import { fileReferenceSchema } from '../travel/fileValue'

export const SNAPSHOT_FORMAT = 'commonmast-snapshot-v1'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const actorSchema = z.string().regex(/^[0-9a-f]{16}$/)

/** The document that names all of it; it fits into one chunk. */
export const snapshotSchema = z.strictObject({
  format: z.literal(SNAPSHOT_FORMAT),
  /** Id of the cooperative. */
  cooperative: hex64,
  /** When it was made, ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** Of the version that made it. */
  schemaVersion: z.number().int().positive(),
  /** Each holds a list of parts (`snapshotPartSchema`). */
  files: z.array(fileReferenceSchema).min(1).max(1_000),
})

/** Batches of one actor from its first on: their names, and which of them say something of access. */
export const batchNamesSchema = z.strictObject({
  actor: actorSchema,
  /** Raw Ed25519 public key of its installation, hex. */
  publicKey: hex64,
  batches: z
    .array(
      z.strictObject({
        hash: hex64,
        /** Number of its last operation. */
        lastOperation: z.number().int().positive(),
        /** Ids of the data keys that it is sealed with; missing where that is none. */
        keys: z.array(z.string().max(64)).max(OPERATIONS_PER_BATCH).optional(),
      }),
    )
    .min(1),
})
export type BatchNames = z.infer<typeof batchNamesSchema>

/** Operations of one actor that still decide something, as operations travel in a batch. */
const operationsPartSchema = z.strictObject({
  actor: actorSchema,
  operations: z.array(z.looseObject(operationSchema.shape)).min(1).max(OPERATIONS_PER_BATCH),
  personal: z.array(z.unknown()).max(OPERATIONS_PER_BATCH).optional(),
})
export type OperationsPart = z.infer<typeof operationsPartSchema>

export const snapshotPartSchema = z.union([
  z.strictObject({ names: batchNamesSchema }),
  /** A batch that says something of access, word for word. */
  z.strictObject({ batch: z.string() }),
  z.strictObject({ operations: operationsPartSchema }),
])
export type SnapshotPart = z.infer<typeof snapshotPartSchema>
