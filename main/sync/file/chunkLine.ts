/** A chunk as one line of a file of batches: `{"chunk":"<hash>","bytes":"<base64>"}`. */
import { CHUNK_BYTES, type Chunk } from '#core/sync/travel/chunks'

/** Its names in canonical order. */
export function chunkLine({ hash, bytes }: Chunk): string {
  return `{"bytes":"${Buffer.from(bytes).toString('base64')}","chunk":"${hash}"}`
}

const LINE = /^\{"bytes":"([A-Za-z0-9+/]*={0,2})","chunk":"([0-9a-f]{64})"\}$/
/** Of the longest line, and of the shortest without its bytes. */
const MOST_BYTES = Math.ceil(CHUNK_BYTES / 3) * 4 + 100

/**
 * Whether it is what its hash says is not looked at.
 * @returns null for a line that is no chunk
 */
export function readChunkLine(line: Uint8Array): Chunk | null {
  if (line.length > MOST_BYTES) return null
  const [, base64, hash] = LINE.exec(Buffer.from(line).toString('latin1')) ?? []
  return base64 === undefined || hash === undefined ? null : { hash, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }
}
