/** Bytes that travel beside the batches: cut into chunks, each named by its hash, so that nobody has to be believed. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Of every chunk but the last. As base64 it is 256 KB, which every way of exchange carries in one piece. */
export const CHUNK_BYTES = 192 * 1024

export interface Chunk {
  /** SHA-256, hex. */
  hash: string
  bytes: Uint8Array
}

/** SHA-256 of bytes, 64 lower-case hex digits. */
export function hashOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/** In their order; one chunk of no length where there are no bytes. */
export function chunksOf(bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += CHUNK_BYTES) {
    const part = bytes.slice(at, at + CHUNK_BYTES)
    chunks.push({ hash: hashOfBytes(part), bytes: part })
  }
  return chunks
}

/** Whether bytes are the chunk of that name. */
export function isChunk({ hash, bytes }: Chunk): boolean {
  return bytes.length <= CHUNK_BYTES && hashOfBytes(bytes) === hash
}
