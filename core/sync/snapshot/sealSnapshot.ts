/** A snapshot as it travels. SPEC.md, [SY90]. */

import { utf8ToBytes } from '@noble/hashes/utils.js'
import { invariant, Problem } from '../../model/problem'
import { type Operation, SCHEMA_VERSION } from '../../records/operation'
import { canonicalText } from '../signedDocument'
import { CHUNK_BYTES, type Chunk, chunksOf } from '../travel/chunks'
import { fileOf } from '../travel/fileValue'
import { operationsForBatch, type Sealing } from '../travel/operationsForBatch'
import type { SnapshotContent } from './SnapshotStore'
import { type OperationsPart, SNAPSHOT_FORMAT, type SnapshotPart } from './snapshotFile'

/** What a laptop knows, whole. */
export interface SnapshotSource extends SnapshotContent {
  /** Id of the cooperative. */
  cooperative: string
  /** ISO 8601, UTC. */
  at: string
}

export interface SealedSnapshot {
  /** Of the document: what an admin says to everybody. */
  hash: string
  /** The document, its files, and what its operations name. */
  chunks: Chunk[]
}

/** Roughly: whoever reads it has one file in memory as text. */
const FILE_CHARS = 8 * 1024 * 1024

/**
 * @param sealing null where a cooperative has no keys
 * @throws Problem `snapshot.too-large`
 */
export function sealSnapshot(source: SnapshotSource, sealing: Sealing | null): SealedSnapshot {
  const chunks = new Map<string, Chunk>()
  const keep = (each: readonly Chunk[]) => {
    for (const chunk of each) chunks.set(chunk.hash, chunk)
  }
  const files = []
  for (const texts of filesOf(partsOf(source, sealing, keep))) {
    const file = fileOf(`[${texts.join()}]`)
    files.push(file.reference)
    keep(file.chunks)
  }
  const { cooperative, at } = source
  const document = { format: SNAPSHOT_FORMAT, cooperative, at, schemaVersion: SCHEMA_VERSION, files }
  const bytes = utf8ToBytes(canonicalText(document))
  const [chunk] = chunksOf(bytes)
  if (!chunk || bytes.length > CHUNK_BYTES) throw tooLarge()
  keep([chunk])
  return { hash: chunk.hash, chunks: [...chunks.values()] }
}

function* partsOf(
  { names, access, operations }: SnapshotSource,
  sealing: Sealing | null,
  keep: (chunks: readonly Chunk[]) => void,
): Generator<SnapshotPart> {
  for (const each of names) yield { names: each }
  for (const { text } of access) yield { batch: text }
  for (const ofActor of byActor(operations)) {
    for (let rest = ofActor; rest.length > 0; ) {
      const taken = operationsForBatch(rest.slice(0, MOST_LOOKED_AT), sealing)
      const [first] = taken.operations
      invariant(first, 'an operation that was in a batch fits into one')
      keep(taken.chunks)
      const part: OperationsPart = { actor: first.actor, operations: taken.operations }
      yield { operations: taken.personal.length > 0 ? { ...part, personal: taken.personal } : part }
      rest = rest.slice(taken.operations.length)
    }
  }
}

/** More than fit into one part. */
const MOST_LOOKED_AT = 200

function byActor(operations: readonly Operation[]): Operation[][] {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) {
    const group = groups.get(operation.actor)
    if (group) group.push(operation)
    else groups.set(operation.actor, [operation])
  }
  return [...groups.values()]
}

function* filesOf(parts: Iterable<SnapshotPart>): Generator<string[]> {
  let texts: string[] = []
  let chars = 0
  for (const part of parts) {
    const text = canonicalText(part)
    texts.push(text)
    chars += text.length
    if (chars < FILE_CHARS) continue
    yield texts
    texts = []
    chars = 0
  }
  if (texts.length > 0) yield texts
}

function tooLarge(): Problem {
  return new Problem(
    'snapshot.too-large',
    'There is more here than a snapshot can name: new laptops join from the batches themselves, as before.',
  )
}
