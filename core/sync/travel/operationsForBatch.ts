/** Operations of the log as they travel in one batch. SPEC.md, [SY3], [SY61] and [SY66]. */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../../model/canonicalJson'
import { invariant } from '../../model/problem'
import type { Operation } from '../../records/operation'
import type { PersonalPlan } from '../../records/personalPlan'
import { OPERATION_BYTES, OPERATIONS_PER_BATCH, SEALED_BYTES } from '../batch'
import type { DataKey } from '../keys/dataKey'
import type { Random } from '../keys/wrapKey'
import { canonicalText } from '../signedDocument'
import type { Chunk } from './chunks'
import { fileOf, MOST_FILE_BYTES } from './fileValue'
import { plainly } from './markers'
import { INLINE_BYTES, moveOut, type Travelling } from './moveOut'
import { type Said, sealSaid } from './sealPersonal'
import { splitPersonal } from './splitPersonal'

/** How what is said of people is sealed. */
export interface Sealing {
  /** Id of the cooperative. */
  cooperative: string
  /** By table. */
  plans: ReadonlyMap<string, PersonalPlan>
  /** The key that seals now what is said of a member; null for what is of several people or of nobody in particular. */
  keyFor: (person: string | null) => DataKey
  random: Random
}

/** What one batch is made of. */
export interface Taken {
  /** As they travel in the clear. */
  operations: Operation[]
  /** What they say of people, sealed; empty where that is nothing. */
  personal: unknown[]
  /** What both only name. */
  chunks: Chunk[]
  /** Ids of the data keys that it is sealed with. */
  keys: string[]
}

/** Bytes of the files that one batch names: whoever applies it has all of them in memory. */
const FILE_BYTES = 8 * 1024 * 1024

/**
 * The first operations of those given that fit into one batch; none where the first alone is too large.
 * @param operations of one actor, as they stand in the log
 * @param sealing null where a cooperative has no keys
 */
export function operationsForBatch(operations: readonly Operation[], sealing: Sealing | null): Taken {
  const taken: Taken = { operations: [], personal: [], chunks: [], keys: [] }
  const said = new Map<string | null, Said[]>()
  let bytes = 0
  let fileBytes = 0
  for (const given of operations) {
    if (taken.operations.length === OPERATIONS_PER_BATCH) break
    const split = splitPersonal(given, sealing?.plans.get(given.table))
    const { operation, chunks, operationBytes } = travellingInClear(split.clear)
    bytes += operationBytes + 1
    for (const chunk of chunks) fileBytes += chunk.bytes.length
    const saidBytes = split.said ? bytesOf(split.said) : 0
    fileBytes += saidBytes
    // What is larger than that travels in a batch of its own.
    const isFull = bytes > OPERATION_BYTES || (fileBytes > FILE_BYTES && taken.operations.length > 0)
    if (isFull || saidBytes > MOST_SAID_BYTES) break
    taken.operations.push(operation)
    taken.chunks.push(...chunks)
    if (split.said) said.set(split.person, [...(said.get(split.person) ?? []), split.said])
  }
  if (sealing) sealInto(taken, said, sealing)
  return taken
}

/** Base64 makes four of three. */
const MOST_SAID_BYTES = (MOST_FILE_BYTES / 4) * 3 - 4_096

function travellingInClear(given: Operation): Travelling & { operationBytes: number } {
  const { set } = given
  const marked = set && Object.fromEntries(Object.entries(set).map(([field, value]) => [field, plainly(value)]))
  const operation = marked ? { ...given, set: marked } : given
  const operationBytes = bytesOf(operation)
  if (operationBytes <= INLINE_BYTES) return { operation, chunks: [], operationBytes }
  const moved = moveOut(operation)
  return { ...moved, operationBytes: bytesOf(moved.operation) }
}

/** What stays in the batch is little; the largest texts lie beside it. */
function sealInto(taken: Taken, said: ReadonlyMap<string | null, Said[]>, { cooperative, keyFor, random }: Sealing): void {
  const [first] = taken.operations
  const last = taken.operations.at(-1)
  if (!first || !last) return
  const within = { cooperative, actor: first.actor, first: first.n, last: last.n }
  const sealed = [...said].map(([person, each]) => sealSaid(each, within, keyFor(person), random))
  taken.keys.push(...sealed.map(({ key }) => key))
  sealed.sort((one, other) => other.bytes.length - one.bytes.length)
  let inline = sealed.reduce((sum, each) => sum + bytesOf(each) + 1, 0)
  for (const each of sealed) {
    if (inline <= SEALED_BYTES) {
      taken.personal.push(each)
      continue
    }
    const text = canonicalText(each)
    const { reference, chunks } = fileOf(text)
    taken.personal.push({ $file: reference })
    taken.chunks.push(...chunks)
    inline -= text.length - REFERENCE_BYTES
  }
}

const REFERENCE_BYTES = 300

/** Whether an operation fits into some batch, whatever of it is sealed. */
export function fitsIntoBatch(operation: Operation): boolean {
  if (bytesOf(operation) < OPERATION_BYTES) return true
  return operationsForBatch([operation], null).operations.length > 0
}

/** Bytes of canonical JSON. */
export function bytesOf(value: object): number {
  const text = canonicalJson(value)
  invariant(text !== undefined, 'an operation is plain JSON')
  return utf8ToBytes(text).length
}
