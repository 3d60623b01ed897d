/** Batches as they were sealed or received: what this machine can send on, and what it refused. SPEC.md, [SY…]. */
import { z } from 'zod'
import { localTable } from '../tableDeclaration'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const batchHead = {
  actor: z.string().min(1),
  n: z.number().int().positive(),
  hash: sha256,
  /** Whether this very database sealed it. */
  sealedHere: z.boolean(),
}

/** What a held batch says without having the access for it. */
const withheldNoteSchema = z.object({
  reason: z.enum(['no-access', 'no-right']),
  /** Since when that is known here, ISO 8601, UTC. */
  since: z.string().min(10),
  /** How many operations, by table. */
  operations: z.record(z.string(), z.number().int().positive()),
})
export type WithheldNote = z.infer<typeof withheldNoteSchema>

/** One of an actor's batches, all of whose operations are in the log. Its text is kept apart, so that a look at all costs little. */
export const heldBatchSchema = z.object({
  ...batchHead,
  /** Number of its last operation. */
  lastOperation: z.number().int().positive(),
  publicKey: sha256,
  /** Ids of the data keys that it is sealed with, here or not; missing where that is none. */
  keys: z.array(z.string()).optional(),
  /** How many words of its operations are about access: all that have some are read to know who may write. */
  grants: z.number().int().nonnegative(),
  /**
   * Missing where the batch is here whole. Where only its name is, because the laptop joined from a snapshot: the latest clock
   * reading in that. The log tells of what lies before it no more than what still decides something.
   */
  joinedAt: z.string().optional(),
  /** When it was archived, so that only its name is here and the log still tells of it, ISO 8601, UTC; missing where it was not. */
  archivedAt: z.string().min(10).optional(),
  /** The latest clock reading in it; missing where only its name is here. */
  at: z.string().optional(),
  /** By actor how far its laptop held the batches of others when it was sealed; missing where it does not say so. */
  seen: z.record(z.string(), z.number().int().positive()).optional(),
  /** Whether it is nothing but a word on what was read; missing where it is more. */
  saysNothing: z.literal(true).optional(),
  /** What of it changes nothing, because its key may not do that; missing where all of it counts, or only its name is here. */
  withheld: withheldNoteSchema.optional(),
})
export type HeldBatch = z.infer<typeof heldBatchSchema>

/** The canonical JSON of a batch that is held or was set aside. */
export const batchTextSchema = z.object({ hash: sha256, text: z.string() })
export type BatchText = z.infer<typeof batchTextSchema>

/** A batch of which nothing was applied. */
export const batchAsideSchema = z.object({
  ...batchHead,
  fault: z.enum([
    'gap',
    'missing-file',
    'newer-value',
    'broken-value',
    'fork',
    'forged',
    'other-key',
    'broken-chain',
    'other-cooperative',
  ]),
  /** When it was first set aside, ISO 8601, UTC. */
  since: z.string().min(10),
})
export type BatchAside = z.infer<typeof batchAsideSchema>

/** A part of a value that is too large for a batch. */
export const batchChunkSchema = z.object({ hash: sha256, bytes: z.base64() })
export type BatchChunk = z.infer<typeof batchChunkSchema>

// In backups, because a laptop that comes back from one may be the last that can give the cooperative its past.
const heldBatches = localTable({
  name: 'heldBatches',
  schema: heldBatchSchema,
  indexes: '[actor+n], grants, withheld.since',
  keyField: '[actor+n]',
  inBackups: true,
})

const batchTexts = localTable({ name: 'batchTexts', schema: batchTextSchema, indexes: 'hash', keyField: 'hash', inBackups: true })

const batchesAside = localTable({
  name: 'batchesAside',
  schema: batchAsideSchema,
  indexes: 'hash, actor',
  keyField: 'hash',
  inBackups: true,
})

const batchChunks = localTable({
  name: 'batchChunks',
  schema: batchChunkSchema,
  indexes: 'hash',
  keyField: 'hash',
  inBackups: true,
})

export const syncTables = { heldBatches, batchTexts, batchesAside, batchChunks }
