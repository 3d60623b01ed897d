/** What somebody put to a place of exchange: bytes of a stranger, until they turn out to be a whole batch or a founding. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { canonicalJson } from '#core/model/canonicalJson'
import { isRecord } from '#core/model/isRecord'
import { BATCH_FORMAT, type BatchId, batchSchema } from '#core/sync/batch'
import { FOUNDING_FORMAT, type Founding, foundingSchema } from '#core/sync/founding'
import type { Litter } from '#core/sync/SyncTransport'
import { isCutOff } from './isCutOff'

/** Four times the largest batch: other programs may have put white space into it. */
export const MOST_PLACED_BYTES = 1024 * 1024

export type Placed =
  | { kind: 'batch'; id: BatchId; cooperative: string; text: string }
  | { kind: 'founding'; founding: Founding; cooperative: string }
  | { kind: Litter['kind'] }

const FORMATS = [BATCH_FORMAT, FOUNDING_FORMAT]
const OF_ANY_VERSION = /^commonmast-(?:batch|cooperative)-v[1-9]\d*$/

/**
 * Reads and checks form and signature. Whether a batch follows from others, and whether its key may write for its actor, is
 * not looked at.
 */
export function readPlaced(bytes: Uint8Array): Placed {
  if (bytes.length > MOST_PLACED_BYTES) return { kind: 'foreign' }
  // A power cut leaves files of their whole length with zeros in them.
  if (bytes.length === 0 || bytes.includes(0)) return { kind: 'incomplete' }
  const text = new TextDecoder().decode(bytes)
  const asSealed = readAsSealed(text)
  if (asSealed) return asSealed
  const value = parseJson(text)
  if (value === undefined) return { kind: unparsableKind(text) }
  if (!isRecord(value) || typeof value.format !== 'string') return { kind: 'foreign' }
  if (!FORMATS.includes(value.format)) return { kind: OF_ANY_VERSION.test(value.format) ? 'newer' : 'foreign' }
  return (value.format === BATCH_FORMAT ? readBatch(value, text) : readFounding(value)) ?? { kind: 'damaged' }
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
  const head = HEAD.exec(text)
  const tail = TAIL.exec(text.slice(-TAIL_CHARS))
  const [, actor, cooperative, n] = head ?? []
  const [, publicKey, signature] = tail ?? []
  if (!actor || !cooperative || !publicKey || !signature) return null
  const stated = text.slice(0, -`,"signature":"${signature}"}`.length)
  if (!isSignedText(`${stated}}`, signature, publicKey)) return null
  return { kind: 'batch', id: { actor, n: Number(n), hash: hashOf(text) }, cooperative, text }
}

function parseJson(text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch {
    return undefined
  }
}

function unparsableKind(text: string): Litter['kind'] {
  if (isCutOff(text)) return 'incomplete'
  return FORMATS.some((format) => text.includes(format)) ? 'damaged' : 'foreign'
}

function readBatch(value: Record<string, unknown>, text: string): Placed | null {
  const { data: batch } = batchSchema.safeParse(value)
  if (!batch || !isSigned(value, batch.signature, batch.publicKey)) return null
  const { actor, n, cooperative } = batch
  return { kind: 'batch', id: { actor, n, hash: hashOf(canonicalText(value)) }, cooperative, text }
}

function readFounding(value: Record<string, unknown>): Placed | null {
  const { data: founding } = foundingSchema.safeParse(value)
  if (!founding || !isSigned(value, founding.signature, founding.founder)) return null
  return { kind: 'founding', founding, cooperative: hashOf(canonicalText(value)) }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What was parsed from JSON has a canonical form. */
function canonicalText(value: object): string {
  return canonicalJson(value) ?? ''
}

function isSigned({ signature: _, ...stated }: Record<string, unknown>, signature: string, publicKey: string): boolean {
  return isSignedText(canonicalText(stated), signature, publicKey)
}

function isSignedText(text: string, signature: string, publicKey: string): boolean {
  try {
    return verify(null, Buffer.from(text), keyOf(publicKey), Buffer.from(signature, 'hex'))
  } catch {
    // Bytes that are no key.
    return false
  }
}

const keys = new Map<string, KeyObject>()

/** Making a key takes as long as checking a signature, and a place holds thousands of batches of few keys. */
function keyOf(publicKey: string): KeyObject {
  let key = keys.get(publicKey)
  if (!key) {
    const x = Buffer.from(publicKey, 'hex').toString('base64url')
    key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } })
    if (keys.size >= MOST_KEYS) keys.clear()
    keys.set(publicKey, key)
  }
  return key
}
const MOST_KEYS = 1_000
