/**
 * `commonmast-batch-v1`: up to 200 operations of one actor, sealed. Each batch names the hash of the one before it and is
 * signed with the installation's key, so that whoever carries batches can neither change, leave out nor invent one that
 * would pass. SPEC.md, [SY2] and [SY3].
 */
import { z } from 'zod'
import { operationSchema } from '../records/operation'

export const BATCH_FORMAT = 'commonmast-batch-v1'

/** A batch is sealed when either is reached. The bytes are those of its canonical JSON. */
export const OPERATIONS_PER_BATCH = 200
export const BATCH_BYTES = 256 * 1024

/** What a batch says of people, sealed, as far as it travels in the batch itself. */
export const SEALED_BYTES = 96 * 1024
/** What a batch says beside its operations, what is sealed and what was seen takes less. */
const ENVELOPE_BYTES = 1024
/** What a batch says of others' batches (see `seen`) takes less. */
const SEEN_BYTES = 6 * 1024
/** All operations of a batch as they travel in the clear; one that is larger fits into none. */
export const OPERATION_BYTES = BATCH_BYTES - SEALED_BYTES - SEEN_BYTES - ENVELOPE_BYTES

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What an actor that seals is called; see `actorName`. */
const ACTOR_NAME = /^[0-9a-f]{16}$/

export function isActorName(text: string): boolean {
  return ACTOR_NAME.test(text)
}

const actorSchema = z.string().regex(ACTOR_NAME)

/** Loose, as its operations are: what a later version adds is part of what was signed, and is carried on as it is. */
export const batchSchema = z.looseObject({
  format: z.literal(BATCH_FORMAT),
  /** Digest of the founding document of the cooperative that the batch belongs to. */
  cooperative: sha256,
  actor: actorSchema,
  /** Counts the batches of its actor, from 1 without gaps. */
  n: z.number().int().positive(),
  /** Hash of the batch before it, null of the first. */
  prev: sha256.nullable(),
  /** In the order of their numbers, without gaps; all of the batch's actor. */
  operations: z.array(z.looseObject(operationSchema.shape)).min(1).max(OPERATIONS_PER_BATCH),
  /** What the operations say of people, sealed (see `travel/sealPersonal`); missing where that is nothing. */
  personal: z.array(z.unknown()).max(OPERATIONS_PER_BATCH).optional(),
  /** How far its laptop held others' batches (see `seen`): a word on which nothing depends, so no form of it damages a batch. */
  seen: z.unknown().optional(),
  /** Raw Ed25519 public key of the installation, hex. */
  publicKey: sha256,
  /** Raw Ed25519 signature, hex, over the UTF-8 of the RFC 8785 form of everything else. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Batch = z.infer<typeof batchSchema>

/** Names one batch: two batches of one actor and number with different hashes are a fork. */
export interface BatchId {
  actor: string
  n: number
  /** SHA-256, hex, over the UTF-8 of the RFC 8785 form of the whole batch, signature included. */
  hash: string
}

/** A batch with its name and its canonical JSON, by which it travels and is kept. */
export interface NamedBatch {
  id: BatchId
  batch: Batch
  text: string
}

/** How far an actor's batches are held without a gap. */
export interface Reached {
  /** Number and hash of the newest. */
  n: number
  hash: string
  /** Number of its last operation. */
  lastOperation: number
}

/** By actor. */
export type VersionVector = ReadonlyMap<string, Reached>

/** How far an actor's batches are held once this one is. */
export function reachedWith({ id, batch }: NamedBatch): Reached {
  return { n: id.n, hash: id.hash, lastOperation: batch.operations.at(-1)?.n ?? 0 }
}
