/** An actor's own operations into batches. SPEC.md, [SY2], [SY3] and [SY6]. */
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { invariant, Problem } from '../model/problem'
import type { Operation } from '../records/operation'
import { BATCH_BYTES, BATCH_FORMAT, type NamedBatch, OPERATIONS_PER_BATCH, type Reached } from './batch'
import { readBatch } from './readBatch'
import { canonicalText, type DocumentSigner, signedBytes } from './signedDocument'

/** What a batch says beside its operations takes less. */
const ENVELOPE_BYTES = 1024
/** An operation that is larger fits into no batch. */
export const OPERATION_BYTES = BATCH_BYTES - ENVELOPE_BYTES

/** The first operations of those given that fit into one batch; none where the first alone is too large. */
export function operationsForBatch(operations: readonly Operation[]): Operation[] {
  const taken: Operation[] = []
  let bytes = 0
  for (const operation of operations) {
    bytes += bytesOf(operation) + 1
    if (taken.length === OPERATIONS_PER_BATCH || bytes > OPERATION_BYTES) break
    taken.push(operation)
  }
  return taken
}

/**
 * An operation that fits into no batch could never leave this laptop, nor could anything after it: it is refused before it is
 * written, and named where it was written all the same.
 * @throws Problem `sync.operation-too-large`, naming the record
 */
export function checkOperationSize(operation: Operation): void {
  const bytes = bytesOf(operation) + 1
  if (bytes > OPERATION_BYTES) throw tooLarge(operation, bytes)
}

/** @param waiting operations of the same actor that wait behind it */
export function tooLarge({ table, key, n }: Operation, bytes: number, waiting = 0): Problem {
  const behind = waiting === 0 ? '' : ` ${waiting} later ${waiting === 1 ? 'change waits' : 'changes wait'} behind it.`
  return new Problem(
    'sync.operation-too-large',
    `The record ${key} of ${table} was changed by ${Math.ceil(bytes / 1024)} KB at once, and no more than ${BATCH_BYTES / 1024 - 1} KB travel to the other laptops: make it smaller, in parts.${behind}`,
    { field: `${table} ${key}`, cause: `operation ${n}` },
  )
}

/** Bytes of an operation's canonical JSON. */
export function bytesOf(operation: Operation): number {
  return utf8ToBytes(canonicalText(operation)).length
}

export interface SealRequest {
  /** Id of the cooperative. */
  cooperative: string
  actor: string
  /** The batch before; null for the first. */
  before: Reached | null
  /** As `operationsForBatch` gave them. */
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
