/** What somebody put to a place of exchange: bytes of a stranger, until they turn out to be a whole batch or a founding. */
import { createHash } from 'node:crypto'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { BATCH_BYTES, type BatchId } from '#core/sync/batch'
import { cooperativeId, type Founding, foundingSchema } from '#core/sync/founding'
import { BATCH_TEXT_LIMITS, readBatch } from '#core/sync/readBatch'
import type { Litter } from '#core/sync/SyncTransport'
import { signedBytes } from '#core/sync/signedDocument'
import { verifySignature } from './verifySignature'

/** What is larger is no batch, however it was laid out, and is not read. */
export const MOST_PLACED_BYTES = BATCH_TEXT_LIMITS.mostChars

export type Placed =
  | { kind: 'batch'; id: BatchId; cooperative: string; text: string }
  | { kind: 'founding'; founding: Founding; cooperative: string }
  | { kind: Litter['kind'] }

/**
 * Reads it and checks its signature. Whether a batch follows from others, and whether its key may write for its actor, is not
 * looked at.
 */
export function readPlaced(bytes: Uint8Array): Placed {
  if (bytes.length > MOST_PLACED_BYTES) return { kind: 'foreign' }
  const text = withoutZeros(new TextDecoder().decode(bytes))
  // A power cut leaves holes of zeros in what was not written yet.
  if (text.includes('\0')) return { kind: 'incomplete' }
  return readAsSealed(text) ?? readFounding(text) ?? readLaidOut(text)
}

function withoutZeros(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return text.slice(0, end)
}

/** The text of the batch of this hash, which was whole when the place was looked at; null where the bytes are another's. */
export function textOfHash(bytes: Uint8Array, hash: string): string | null {
  if (createHash('sha256').update(bytes).digest('hex') === hash) return new TextDecoder().decode(bytes)
  const placed = readPlaced(bytes)
  return placed.kind === 'batch' && placed.id.hash === hash ? placed.text : null
}

/** What a sealed batch begins and ends with in canonical form, in which names are in order. */
const HEAD = /^\{"actor":"([0-9a-f]{16})","cooperative":"([0-9a-f]{64})","format":"commonmast-batch-v1","n":([1-9]\d{0,8}),/
const TAIL = /,"publicKey":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\}$/
const TAIL_CHARS = 300

/**
 * A batch that lies there as it was sealed, which is what a place is full of: its very bytes are signed, so nothing of it has
 * to be parsed to know it. null: it has to be read in the long way.
 */
function readAsSealed(text: string): Placed | null {
  const [, actor, cooperative, n] = HEAD.exec(text) ?? []
  const [, publicKey, signature] = TAIL.exec(text.slice(-TAIL_CHARS)) ?? []
  if (!actor || !cooperative || !publicKey || !signature) return null
  const bytes = Buffer.from(text)
  const stated = Buffer.from(`${text.slice(0, -`,"signature":"${signature}"}`.length)}}`)
  if (bytes.length > BATCH_BYTES || !verifySignature(publicKey, stated, signature)) return null
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { kind: 'batch', id: { actor, n: Number(n), hash }, cooperative, text }
}

/** As some program laid it out, or no batch at all. */
function readLaidOut(text: string): Placed {
  const read = readBatch(text)
  if (read.kind !== 'whole') return { kind: read.kind }
  const { id, batch } = read
  if (!verifySignature(batch.publicKey, signedBytes(batch), batch.signature)) return { kind: 'damaged' }
  return { kind: 'batch', id, cooperative: batch.cooperative, text: read.text }
}

const FOUNDING_MOST_CHARS = 4_000

function readFounding(text: string): Placed | null {
  if (text.length > FOUNDING_MOST_CHARS || !text.includes('"commonmast-cooperative-v1"')) return null
  let value: unknown
  try {
    value = parseBoundedJson(text, { mostChars: FOUNDING_MOST_CHARS, deepest: 4, mostValues: 100 })
  } catch {
    return null
  }
  const { data: founding } = foundingSchema.safeParse(value)
  if (!founding || !verifySignature(founding.founder, signedBytes(founding), founding.signature)) return null
  return { kind: 'founding', founding, cooperative: cooperativeId(founding) }
}
