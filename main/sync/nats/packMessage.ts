/**
 * The form of documents in messages: deflated, which takes a tenth of the room and of the time on a slow line. Plain JSON is
 * read as well, so that a person can put a document there with any NATS program.
 */
import { deflateSync, inflateSync } from 'node:zlib'
import { MOST_PLACED_BYTES } from '../readPlaced'

const BRACE = 0x7b

export function packMessage(text: string): Uint8Array {
  return deflateSync(text)
}

/** @returns the document's bytes, null for what is neither plain nor deflated, or would be larger than any document */
export function unpackMessage(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === BRACE) return bytes
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_PLACED_BYTES })
  } catch {
    return null
  }
}
