/** An operation of the log as it travels, and back. SPEC.md, [SY60] to [SY63]. */
import type { Operation } from '../../records/operation'
import type { Batch } from '../batch'
import { type FileReference, readFileReference, valueOfFile } from './fileValue'
import { plainly, readMarked } from './markers'
import { moveOut, type Travelling } from './moveOut'

/** @param operation as it stands in the log */
export function travelling(operation: Operation): Travelling {
  const { set } = operation
  if (!set) return { operation, chunks: [] }
  const marked = Object.fromEntries(Object.entries(set).map(([field, value]) => [field, plainly(value)]))
  return moveOut({ ...operation, set: marked })
}

/** Hashes of the chunks that a batch's values lie in, each once. */
export function chunksOfBatch({ operations }: Pick<Batch, 'operations'>): string[] {
  const hashes = new Set<string>()
  for (const { set } of operations) {
    for (const value of Object.values(set ?? {})) {
      for (const hash of fileIn(value)?.chunks ?? []) hashes.add(hash)
    }
  }
  return [...hashes]
}

function fileIn(value: unknown): FileReference | null {
  const marked = readMarked(value)
  return marked?.marker === '$file' ? readFileReference(marked.content) : null
}

/**
 * broken-value: what it says of a value holds for nobody, and never will. newer-value: a later version said it in a way that
 * this one does not know. missing-file: a chunk is not there.
 */
export type Opened =
  | { kind: 'whole'; operations: Operation[]; fileBytes: number }
  | { kind: 'missing-file' }
  | { kind: 'broken-value' }
  | { kind: 'newer-value' }

type OpenedValue = { kind: 'value'; value: unknown; fileBytes: number } | Exclude<Opened, { kind: 'whole' }>

/**
 * The operations of a batch as they stand in the log.
 * @param readChunk null for a chunk that is not kept
 */
export async function openBatch(
  { operations }: Pick<Batch, 'operations'>,
  readChunk: (hash: string) => Promise<Uint8Array | null>,
): Promise<Opened> {
  const opened: Operation[] = []
  let fileBytes = 0
  for (const operation of operations) {
    const fields: [string, unknown][] = []
    for (const [field, value] of Object.entries(operation.set ?? {})) {
      const read = await openValue(value, readChunk)
      if (read.kind !== 'value') return read
      fields.push([field, read.value])
      fileBytes += read.fileBytes
    }
    opened.push(operation.set ? { ...operation, set: Object.fromEntries(fields) } : operation)
  }
  return { kind: 'whole', operations: opened, fileBytes }
}

async function openValue(value: unknown, readChunk: (hash: string) => Promise<Uint8Array | null>): Promise<OpenedValue> {
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
