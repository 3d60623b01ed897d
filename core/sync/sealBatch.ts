/** An actor's own operations into batches. SPEC.md, [SY2], [SY3] and [SY6]. */
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { invariant, Problem } from '../model/problem'
import type { Operation } from '../records/operation'
import { BATCH_BYTES, BATCH_FORMAT, type NamedBatch, OPERATIONS_PER_BATCH, type Reached } from './batch'
import { readBatch } from './readBatch'
import { canonicalText, type DocumentSigner, signedBytes } from './signedDocument'
import type { Chunk } from './travel/chunks'
import { travelling } from './travel/travelling'

/** What a batch says beside its operations takes less. */
const ENVELOPE_BYTES = 1024
/** An operation that is larger fits into no batch. */
const OPERATION_BYTES = BATCH_BYTES - ENVELOPE_BYTES

/** Bytes of the files that one batch names: whoever applies it has all of them in memory. */
const FILE_BYTES = 8 * 1024 * 1024

/** What one batch is made of. */
export interface Taken {
  /** As they travel. */
  operations: Operation[]
  /** What they only name. */
  chunks: Chunk[]
}

/**
 * The first operations of those given that fit into one batch; none where the first alone is too large.
 * @param operations as they stand in the log
 */
export function operationsForBatch(operations: readonly Operation[]): Taken {
  const taken: Taken = { operations: [], chunks: [] }
  let bytes = 0
  let fileBytes = 0
  for (const given of operations) {
    if (taken.operations.length === OPERATIONS_PER_BATCH) break
    const { operation, chunks } = travelling(given)
    bytes += bytesOf(operation) + 1
    for (const chunk of chunks) fileBytes += chunk.bytes.length
    // A file that is larger travels in a batch of its own.
    if (bytes > OPERATION_BYTES || (fileBytes > FILE_BYTES && taken.operations.length > 0)) break
    taken.operations.push(operation)
    taken.chunks.push(...chunks)
  }
  return taken
}

/**
 * An operation that fits into no batch could never leave this laptop, nor could anything after it: it is refused before it is
 * written, and named where it was written all the same.
 * @throws Problem `sync.operation-too-large`, naming the record
 */
export function checkOperationSize(operation: Operation): void {
  if (bytesOf(operation) < OPERATION_BYTES) return
  if (bytesOf(travelling(operation).operation) >= OPERATION_BYTES) throw tooLarge(operation)
}

/** @param waiting operations of the same actor that wait behind it */
export function tooLarge(operation: Operation, waiting = 0): Problem {
  const { table, key, n } = operation
  const bytes = bytesOf(travelling(operation).operation)
  const behind = waiting === 0 ? '' : ` ${waiting} later ${waiting === 1 ? 'change waits' : 'changes wait'} behind it.`
  return new Problem(
    'sync.operation-too-large',
    `The record ${key} of ${table} was changed by ${Math.ceil(bytes / 1024)} KB at once, which is more than travels to the other laptops: make it smaller, in parts.${behind}`,
    { field: `${table} ${key}`, cause: `operation ${n}` },
  )
}

/** Bytes of an operation's canonical JSON. */
function bytesOf(operation: Operation): number {
  return utf8ToBytes(canonicalText(operation)).length
}

export interface SealRequest {
  /** Id of the cooperative. */
  cooperative: string
  actor: string
  /** The batch before; null for the first. */
  before: Reached | null
  /** As they travel. */
  operations: readonly Operation[]
}

export async function sealBatch(request: SealRequest, { publicKey, sign }: DocumentSigner): Promise<NamedBatch> {
  const { cooperative, actor, before, operations } = request
  const stated = {
    format: BATCH_FORMAT,
    cooperative,
    actor,
    n: (before?.n ?? 0) + 1,
    prev: before?.hash ?? null,
    operations,
    publicKey,
  }
  const signature = bytesToHex(await sign(signedBytes(stated)))
  // What we send is read as others will read it: what they would refuse is never sent.
  const read = readBatch(canonicalText({ ...stated, signature }))
  invariant(read.kind === 'whole', `a batch that was sealed is whole, not ${read.kind}`)
  const { id, batch, text } = read
  invariant(canonicalText(batch) === text, 'a batch that was sealed is read whole')
  return { id, batch, text }
}
