/** An actor's own operations into batches. SPEC.md, [SY2], [SY3] and [SY6]. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { invariant, Problem } from '../model/problem'
import type { Operation } from '../records/operation'
import { BATCH_FORMAT, type NamedBatch, type Reached } from './batch'
import { readBatch } from './readBatch'
import type { Seen } from './seen'
import { canonicalText, type DocumentSigner, signedBytes } from './signedDocument'
import { bytesOf, fitsIntoBatch } from './travel/operationsForBatch'

/**
 * An operation that fits into no batch could never leave this laptop, nor could anything after it: it is refused before it is
 * written, and named where it was written all the same.
 * @throws Problem `sync.operation-too-large`, naming the record
 */
export function checkOperationSize(operation: Operation): void {
  if (!fitsIntoBatch(operation)) throw tooLarge(operation)
}

/** @param waiting operations of the same actor that wait behind it */
export function tooLarge(operation: Operation, waiting = 0): Problem {
  const { table, key, n } = operation
  const bytes = bytesOf(operation)
  const behind = waiting === 0 ? '' : ` ${waiting} later ${waiting === 1 ? 'change waits' : 'changes wait'} behind it.`
  return new Problem(
    'sync.operation-too-large',
    `The record ${key} of ${table} was changed by ${Math.ceil(bytes / 1024)} KB at once, which is more than travels to the other laptops: make it smaller, in parts.${behind}`,
    { field: `${table} ${key}`, cause: `operation ${n}` },
  )
}

export interface SealRequest {
  /** Id of the cooperative. */
  cooperative: string
  actor: string
  /** The batch before; null for the first. */
  before: Reached | null
  /** As they travel in the clear, and what they say of people, sealed (see `operationsForBatch`). */
  operations: readonly Operation[]
  personal?: readonly unknown[]
  /** How far the batches of others are held; null where none are. */
  seen?: Seen | null
}

export async function sealBatch(request: SealRequest, { publicKey, sign }: DocumentSigner): Promise<NamedBatch> {
  const { cooperative, actor, before, operations, personal = [], seen = null } = request
  const stated = {
    format: BATCH_FORMAT,
    cooperative,
    actor,
    n: (before?.n ?? 0) + 1,
    prev: before?.hash ?? null,
    operations,
    ...(personal.length > 0 && { personal }),
    ...(seen && { seen }),
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
