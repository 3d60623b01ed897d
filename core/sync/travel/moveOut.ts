/** What of an operation is too large to travel in it goes beside the batches. SPEC.md, [SY61]. */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../../model/canonicalJson'
import type { Operation } from '../../records/operation'
import type { Chunk } from './chunks'
import { fileOf, MOST_FILE_BYTES } from './fileValue'

/** A value whose canonical JSON is larger becomes a file. */
export const INLINE_BYTES = 16 * 1024
/** All values of an operation that travel in it; where they are more, the largest become files too. */
export const INLINE_BYTES_TOGETHER = 128 * 1024

/** An operation as it travels, and the chunks of what it only names. */
export interface Travelling {
  operation: Operation
  chunks: Chunk[]
}

/** @param operation its values are marked already (see `markers`) */
export function moveOut(operation: Operation): Travelling {
  const { set } = operation
  if (!set) return { operation, chunks: [] }
  const sized = Object.entries(set).map(([field, value]) => ({ field, text: canonicalJson(value) ?? '' }))
  const bySize = sized
    .map((each) => ({ ...each, bytes: utf8ToBytes(each.text).length }))
    .sort((one, other) => other.bytes - one.bytes)
  let inline = bySize.reduce((sum, { bytes }) => sum + bytes, 0)
  const moved: Record<string, unknown> = {}
  const chunks: Chunk[] = []
  for (const { field, text, bytes } of bySize) {
    // What is larger than a file may be stays, and makes the operation too large.
    if (bytes > MOST_FILE_BYTES) continue
    if (bytes <= INLINE_BYTES && inline <= INLINE_BYTES_TOGETHER) break
    // A reference is longer than the smallest values.
    if (bytes <= SMALLEST_FILE_BYTES) break
    const file = fileOf(text)
    moved[field] = { $file: file.reference }
    chunks.push(...file.chunks)
    inline -= bytes
  }
  return chunks.length === 0 ? { operation, chunks } : { operation: { ...operation, set: { ...set, ...moved } }, chunks }
}

const SMALLEST_FILE_BYTES = 512
