/** A snapshot as somebody else made it: within bounds, of one form and no other, and held against what can be known. SPEC.md, [SY91]. */
import { parseBoundedJson } from '../../files/parseBoundedJson'
import type { MergePlan } from '../../records/mergePlan'
import { type Operation, SCHEMA_VERSION } from '../../records/operation'
import { type AccessState, accessState } from '../access/AccessState'
import { judgeBy } from '../access/judgeBatch'
import { grantsIn } from '../access/saidGrant'
import { isNameOf } from '../actorName'
import { BATCH_FORMAT, type NamedBatch } from '../batch'
import { cooperativeId, type Founding } from '../founding'
import type { DataKey } from '../keys/dataKey'
import { readBatch } from '../readBatch'
import { signedBytes, type VerifySignature } from '../signedDocument'
import { CHUNK_BYTES, isChunk } from '../travel/chunks'
import { valueOfFile } from '../travel/fileValue'
import { chunksOfBatch, openBatch } from '../travel/openBatch'
import type { SnapshotContent } from './SnapshotStore'
import { type BatchNames, type SnapshotPart, snapshotPartSchema, snapshotSchema } from './snapshotFile'

export interface SnapshotReading {
  founding: Founding
  /** By table: who may write it. */
  plans: ReadonlyMap<string, MergePlan>
  /** null for a chunk that is not there. */
  chunk: (hash: string) => Promise<Uint8Array | null>
  /** null for a key that is not here. */
  key: (id: string) => DataKey | null
  verify: VerifySignature
}

/** The batch in which an admin said it. Its signature holds. */
export type Announcement = Pick<NamedBatch, 'id' | 'batch'>

/**
 * @param hash of the document, as the announcement says it
 * @returns null for one that is not whole, is sealed with keys that are not here, comes from a newer version, does not hold, or
 * was said by nobody who was an admin then: whoever joins reads the batches themselves
 */
export async function readSnapshot(
  hash: string,
  announcement: Announcement,
  reading: SnapshotReading,
): Promise<SnapshotContent | null> {
  const fetch = async (each: string) => {
    const bytes = await reading.chunk(each)
    return bytes && isChunk({ hash: each, bytes }) ? bytes : null
  }
  const document = readDocument(await fetch(hash))
  if (!document || document.cooperative !== cooperativeId(reading.founding) || document.schemaVersion > SCHEMA_VERSION)
    return null
  const parts: SnapshotPart[] = []
  for (const reference of document.files) {
    const bytes: Uint8Array[] = []
    for (const each of reference.chunks) {
      const part = await fetch(each)
      if (!part) return null
      bytes.push(part)
    }
    const read = snapshotPartSchema.array().safeParse(valueOfFile(reference, bytes)?.value)
    if (!read.success) return null
    parts.push(...read.data)
  }
  const names = parts.flatMap((part) => ('names' in part ? [part.names] : []))
  if (!areNames(names)) return null
  const access = await readAccess(parts, names, reading)
  if (!access) return null
  const state = accessState(reading.founding, access.flatMap(grantsIn))
  const { id, batch } = announcement
  if (!state.rolesOf({ key: batch.publicKey, actor: id.actor, n: id.n }).includes('admin')) return null
  const operations = await openParts(parts, document.cooperative, reading, fetch)
  return operations && allCount(operations, names, state, reading.plans) ? { names, access, operations } : null
}

const DOCUMENT_LIMITS = { mostChars: CHUNK_BYTES, deepest: 8, mostValues: 20_000 }

function readDocument(bytes: Uint8Array | null) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? new Uint8Array())
    return snapshotSchema.safeParse(parseBoundedJson(text, DOCUMENT_LIMITS)).data ?? null
  } catch {
    return null
  }
}

/** Each actor once, under a name of its key, its operations counting on. */
function areNames(names: readonly BatchNames[]): boolean {
  const actors = new Set(names.map(({ actor }) => actor))
  return (
    actors.size === names.length &&
    names.every(({ actor, publicKey, batches }) => {
      const countsOn = batches.every(({ lastOperation }, at) => lastOperation > (batches[at - 1]?.lastOperation ?? 0))
      return isNameOf(publicKey, actor) && countsOn
    })
  )
}

/** Batches about access, each of which is one of those that are named and signed by whom it says. */
async function readAccess(
  parts: readonly SnapshotPart[],
  names: readonly BatchNames[],
  { verify }: SnapshotReading,
): Promise<NamedBatch[] | null> {
  const byActor = new Map(names.map((each) => [each.actor, each]))
  const access: NamedBatch[] = []
  for (const part of parts) {
    if (!('batch' in part)) continue
    const read = readBatch(part.batch)
    if (read.kind !== 'whole') return null
    const { id, batch, text } = read
    const named = byActor.get(id.actor)
    if (named?.batches[id.n - 1]?.hash !== id.hash || named.publicKey !== batch.publicKey) return null
    if (!(await verify(batch.publicKey, signedBytes(batch), batch.signature))) return null
    access.push({ id, batch, text })
  }
  return access
}

async function openParts(
  parts: readonly SnapshotPart[],
  cooperative: string,
  { key }: SnapshotReading,
  fetch: (hash: string) => Promise<Uint8Array | null>,
): Promise<Operation[] | null> {
  const operations: Operation[] = []
  for (const part of parts) {
    if (!('operations' in part)) continue
    const travelling = { cooperative, ...part.operations }
    const brought = new Map<string, Uint8Array>()
    for (const hash of chunksOfBatch(travelling)) {
      const bytes = await fetch(hash)
      if (!bytes) return null
      brought.set(hash, bytes)
    }
    const opened = await openBatch(travelling, { chunk: async (hash) => brought.get(hash) ?? null, key })
    // What is sealed with a key that is not here, the batches bring once the key comes.
    if (opened.kind !== 'whole' || opened.keys.some((id) => !key(id))) return null
    operations.push(...opened.operations)
  }
  return operations
}

/** Whether every operation is of a batch that is named, and counts there by the access that the snapshot itself shows. */
function allCount(
  operations: readonly Operation[],
  names: readonly BatchNames[],
  access: AccessState,
  plans: ReadonlyMap<string, MergePlan>,
): boolean {
  const judge = judgeBy(access, plans)
  const byActor = new Map(names.map((each) => [each.actor, each]))
  const seen = new Set<string>()
  const ofBatch = new Map<string, { named: BatchNames; at: number; operations: Operation[] }>()
  for (const operation of operations) {
    const name = `${operation.actor} ${operation.n}`
    const named = byActor.get(operation.actor)
    const at = named ? batchOf(named.batches, operation.n) : -1
    if (!named || at < 0 || seen.has(name)) return false
    seen.add(name)
    const group = ofBatch.get(`${operation.actor} ${at}`)
    if (group) group.operations.push(operation)
    else ofBatch.set(`${operation.actor} ${at}`, { named, at, operations: [operation] })
  }
  return [...ofBatch.values()].every(({ named, at, operations: said }) => {
    const { actor, publicKey, batches } = named
    const id = { actor, n: at + 1, hash: batches[at]?.hash ?? '' }
    const stated = { format: BATCH_FORMAT, cooperative: '', actor, n: id.n, prev: null, publicKey, signature: '' } as const
    return judge({ id, batch: { ...stated, operations: said }, text: '' }).withheld === null
  })
}

/** Which of the batches holds operation n, from 0; -1 where none does. */
function batchOf(batches: BatchNames['batches'], n: number): number {
  let [low, high] = [0, batches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((batches[middle]?.lastOperation ?? 0) < n) low = middle + 1
    else high = middle
  }
  return low < batches.length ? low : -1
}
