/** A batch that arrived, as its operations are to stand in the log. SPEC.md, [SY60] to [SY62] and [SY68]. */
import type { Operation } from '../../records/operation'
import type { Batch } from '../batch'
import type { DataKey } from '../keys/dataKey'
import { type FileReference, readFileReference, valueOfFile } from './fileValue'
import { readMarked } from './markers'
import { openSaid, readSealed, type Said } from './sealPersonal'
import { joinPersonal } from './splitPersonal'

type TravellingBatch = Pick<Batch, 'cooperative' | 'actor' | 'operations' | 'personal'>

/** Hashes of the chunks that a batch's values lie in, each once. */
export function chunksOfBatch({ operations, personal = [] }: Pick<Batch, 'operations' | 'personal'>): string[] {
  const chunks = new Set<string>()
  const look = (value: unknown) => {
    for (const chunk of fileIn(value)?.chunks ?? []) chunks.add(chunk)
  }
  for (const { set } of operations) for (const field in set) look(set[field])
  for (const value of personal) look(value)
  return [...chunks]
}

function fileIn(value: unknown): FileReference | null {
  const marked = readMarked(value)
  return marked?.marker === '$file' ? readFileReference(marked.content) : null
}

export interface Opening {
  /** null for a chunk that is not kept. */
  chunk: (hash: string) => Promise<Uint8Array | null>
  /** null for a key that is not here. */
  key: (id: string) => DataKey | null
}

export interface OpenedWhole {
  kind: 'whole'
  /** Without those of which nothing can be known yet. */
  operations: Operation[]
  /** Ids of the data keys that it is sealed with, here or not. */
  keys: string[]
  /** Of what lay beside the batch. */
  fileBytes: number
}

/**
 * broken-value: what it says of a value holds for nobody, and never will. newer-value: a later version said it in a way that
 * this one does not know. missing-file: a chunk is not there.
 */
export type Opened = OpenedWhole | { kind: 'missing-file' } | { kind: 'broken-value' } | { kind: 'newer-value' }

type OpenedValue = { kind: 'value'; value: unknown; fileBytes: number } | Exclude<Opened, OpenedWhole>

/** What is sealed with a key that is not here is left out, and what its key does not open. */
export async function openBatch(batch: TravellingBatch, { chunk, key }: Opening): Promise<Opened> {
  const opened: OpenedWhole = { kind: 'whole', operations: [], keys: [], fileBytes: 0 }
  const said = new Map<number, Said>()
  const within = boundsOf(batch)
  for (const value of batch.personal ?? []) {
    const read = await openValue(value, chunk)
    if (read.kind !== 'value') return read
    const sealed = readSealed(read.value)
    if (!sealed) return { kind: 'broken-value' }
    opened.fileBytes += read.fileBytes
    opened.keys.push(sealed.key)
    const dataKey = key(sealed.key)
    const texts = dataKey && openSaid(sealed, within, dataKey)
    for (const each of texts ?? []) said.set(each.n, each)
  }
  for (const operation of batch.operations) {
    const { set } = operation
    let clear: Operation = operation
    if (set && hasMarked(set)) {
      const fields: [string, unknown][] = []
      for (const [field, value] of Object.entries(set)) {
        const read = await openValue(value, chunk)
        if (read.kind !== 'value') return read
        fields.push([field, read.value])
        opened.fileBytes += read.fileBytes
      }
      clear = { ...operation, set: Object.fromEntries(fields) }
    }
    const joined = joinPersonal(clear, said.get(operation.n))
    if (joined) opened.operations.push(joined)
  }
  return opened
}

/** Most operations hold nothing but values that stand for themselves. */
function hasMarked(set: Record<string, unknown>): boolean {
  for (const field in set) if (readMarked(set[field])) return true
  return false
}

function boundsOf({ cooperative, actor, operations }: TravellingBatch) {
  return { cooperative, actor, first: operations[0]?.n ?? 0, last: operations.at(-1)?.n ?? 0 }
}

async function openValue(value: unknown, readChunk: Opening['chunk']): Promise<OpenedValue> {
  const marked = readMarked(value)
  if (marked?.marker !== '$file') return openInline(value, 0)
  const reference = readFileReference(marked.content)
  if (!reference) return { kind: 'broken-value' }
  const parts: Uint8Array[] = []
  for (const hash of reference.chunks) {
    const bytes = await readChunk(hash)
    if (!bytes) return { kind: 'missing-file' }
    parts.push(bytes)
  }
  const file = valueOfFile(reference, parts)
  return file ? openInline(file.value, reference.bytes) : { kind: 'broken-value' }
}

function openInline(value: unknown, fileBytes: number): OpenedValue {
  const marked = readMarked(value)
  if (!marked) return { kind: 'value', value, fileBytes }
  if (marked.marker === '$plain') return { kind: 'value', value: marked.content, fileBytes }
  return { kind: marked.marker === '$file' ? 'broken-value' : 'newer-value' }
}
