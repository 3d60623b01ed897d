/** A value that is too large for an operation, as a file beside the batches. SPEC.md, [SY61] and [SY62]. */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { type JsonLimits, parseBoundedJson } from '../../files/parseBoundedJson'
import { canonicalJson } from '../../model/canonicalJson'
import { CHUNK_BYTES, type Chunk, chunksOf, hashOfBytes } from './chunks'

/** What is larger travels in no way. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Stands in an operation for the canonical JSON of a value. */
export const fileReferenceSchema = z
  .strictObject({
    /** Of the whole. */
    sha256,
    bytes: z.number().int().positive().max(MOST_FILE_BYTES),
    /** Hashes of its chunks, in their order. */
    chunks: z.array(sha256),
  })
  .refine(({ bytes, chunks }) => chunks.length === Math.ceil(bytes / CHUNK_BYTES))
export type FileReference = z.infer<typeof fileReferenceSchema>

/** @returns null for what is no reference */
export function readFileReference(content: unknown): FileReference | null {
  return fileReferenceSchema.safeParse(content).data ?? null
}

/** @param text canonical JSON */
export function fileOf(text: string): { reference: FileReference; chunks: Chunk[] } {
  const bytes = utf8ToBytes(text)
  const chunks = chunksOf(bytes)
  const hashes = chunks.map(({ hash }) => hash)
  const sha256 = chunks.length === 1 && hashes[0] ? hashes[0] : hashOfBytes(bytes)
  return { reference: { sha256, bytes: bytes.length, chunks: hashes }, chunks }
}

/** Deeper than any value that fits into a batch. */
const VALUE_LIMITS: JsonLimits = { mostChars: MOST_FILE_BYTES, deepest: 100, mostValues: 10_000_000 }

/**
 * The value of a file.
 * @param parts its chunks in their order, each of which is what its hash says
 * @returns null where together they are not what the reference says
 */
export function valueOfFile(reference: FileReference, parts: readonly Uint8Array[]): { value: unknown } | null {
  const bytes = new Uint8Array(reference.bytes)
  let at = 0
  for (const part of parts) {
    if (at + part.length > bytes.length) return null
    bytes.set(part, at)
    at += part.length
  }
  if (at !== bytes.length || hashOfBytes(bytes) !== reference.sha256) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value = parseBoundedJson(text, VALUE_LIMITS)
    // Everybody must apply the very same value.
    return canonicalJson(value) === text ? { value } : null
  } catch {
    return null
  }
}
