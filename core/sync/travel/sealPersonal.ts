/**
 * What a batch says of people, sealed before it leaves the laptop: one text for each data key, XChaCha20-Poly1305, bound to
 * the batch, so that it cannot be moved to another. SPEC.md, [SY66] and [SY68].
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { bytesToUtf8 } from '@noble/ciphers/utils.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import { z } from 'zod'
import { type JsonLimits, parseBoundedJson } from '../../files/parseBoundedJson'
import { operationSchema } from '../../records/operation'
import { valueCheckOf } from '../../records/valueCheck'
import type { DataKey } from '../keys/dataKey'
import type { Random } from '../keys/wrapKey'
import { canonicalText } from '../signedDocument'
import { MOST_FILE_BYTES } from './fileValue'

const sealedSchema = z.strictObject({
  /** Id of the data key. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** 24 bytes, hex. */
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
  /** Base64. */
  bytes: z.string(),
})
export type Sealed = z.infer<typeof sealedSchema>

/** What one operation says and does not say in the clear; its record's key where that does not travel in the clear either. */
const saidSchema = operationSchema
  .pick({ n: true, set: true, unset: true, tombstone: true })
  .extend({ key: z.string().min(1).optional() })
  .strict()
export type Said = z.infer<typeof saidSchema>

const saidListSchema = z.array(saidSchema).min(1)
const isSaidList = valueCheckOf(saidListSchema)

/** The batch that a sealed text belongs to. */
export interface SealedIn {
  /** Id of the cooperative. */
  cooperative: string
  actor: string
  /** Numbers of its first and last operation. */
  first: number
  last: number
}

export function sealSaid(said: readonly Said[], within: SealedIn, dataKey: DataKey, random: Random): Sealed {
  const nonce = random(24)
  const cipher = xchacha20poly1305(dataKey.bytes, nonce, boundTo(within, dataKey.id))
  return { key: dataKey.id, nonce: bytesToHex(nonce), bytes: base64.encode(cipher.encrypt(utf8ToBytes(canonicalText(said)))) }
}

/** @returns null for what has not the form */
export function readSealed(value: unknown): Sealed | null {
  return sealedSchema.safeParse(value).data ?? null
}

const SAID_LIMITS: JsonLimits = { mostChars: MOST_FILE_BYTES, deepest: 100, mostValues: 10_000_000 }

/** Escapes can write any name. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u/

/** @returns null where the key does not open it, or what it opens has not the form */
export function openSaid(sealed: Sealed, within: SealedIn, dataKey: DataKey): Said[] | null {
  try {
    const cipher = xchacha20poly1305(dataKey.bytes, hexToBytes(sealed.nonce), boundTo(within, sealed.key))
    const text = bytesToUtf8(cipher.decrypt(base64.decode(sealed.bytes)))
    const said = parseBoundedJson(text, SAID_LIMITS)
    // What the schema would leave out of an object, because it would become that object's prototype, is left to it.
    if (MAY_NAME_PROTOTYPE.test(text)) return saidListSchema.parse(said)
    return isSaidList(said) ? (said as Said[]) : null
  } catch {
    return null
  }
}

function boundTo(within: SealedIn, key: string): Uint8Array {
  return utf8ToBytes(canonicalText({ use: 'commonmast-sealed-v1', ...within, key }))
}
