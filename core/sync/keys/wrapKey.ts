/**
 * A data key for one installation: X25519 with a passing key of the sender, HKDF-SHA256, XChaCha20-Poly1305. Only the holder of
 * the installation's private key opens it. SPEC.md, [SY69].
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { bytesToUtf8 } from '@noble/ciphers/utils.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { canonicalJson } from '../../model/canonicalJson'
import { DATA_KEY_BYTES, type DataKey, dataKeyOf } from './dataKey'

const key = z.string().regex(/^[0-9a-f]{64}$/)

export const wrapSchema = z.strictObject({
  /** X25519 public key of the installation that can open it, hex. */
  to: key,
  /** The sender's X25519 public key for these wraps, of which it keeps nothing, hex. */
  ephemeral: key,
  /** 24 bytes, hex. */
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
  /** The key and whose it is, sealed, hex. */
  bytes: z.string().regex(/^(?:[0-9a-f]{2}){48,1000}$/),
})
export type Wrap = z.infer<typeof wrapSchema>

/** Random bytes, so many. */
export type Random = (bytes: number) => Uint8Array

/** X25519 with this installation's private key: the shared secret with a public key, hex. */
export type Agree = (publicKey: string) => Promise<Uint8Array>

/** Who wraps data keys, with a key pair that is forgotten afterwards. */
export interface WrapSender {
  /** X25519 public key, hex. */
  ephemeral: string
  /** @param to X25519 public key of an installation, hex. @throws Error where it is none */
  secretWith(to: string): Uint8Array
  random: Random
}

/**
 * For the wraps of one round and no more. The secret with an installation is agreed on once for all of them, since that takes far
 * longer than the rest; each wrap has a key of its own by what it is for, and its own nonce.
 */
export function wrapSender(random: Random): WrapSender {
  const own = random(32)
  const secrets = new Map<string, Uint8Array>()
  return {
    ephemeral: bytesToHex(x25519.getPublicKey(own)),
    secretWith(to) {
      const secret = secrets.get(to) ?? x25519.getSharedSecret(own, hexToBytes(to))
      secrets.set(to, secret)
      return secret
    },
    random,
  }
}

/** @param to X25519 public key of the installation, hex. @param cooperative id of the cooperative */
export function wrapKey(dataKey: DataKey, to: string, cooperative: string, sender: WrapSender): Wrap {
  const { ephemeral } = sender
  const nonce = sender.random(24)
  const named = { cooperative, keyId: dataKey.id, to, ephemeral }
  const cipher = cipherFor(sender.secretWith(to), nonce, named)
  const content = concatBytes(dataKey.bytes, utf8ToBytes(dataKey.person ?? ''))
  return { to, ephemeral, nonce: bytesToHex(nonce), bytes: bytesToHex(cipher.encrypt(content)) }
}

/** @returns null where it is for another installation, or was changed, or holds another key */
export async function unwrapKey(wrap: Wrap, keyId: string, cooperative: string, agree: Agree): Promise<DataKey | null> {
  const { to, ephemeral, nonce, bytes } = wrap
  try {
    const cipher = cipherFor(await agree(ephemeral), hexToBytes(nonce), { cooperative, keyId, to, ephemeral })
    const content = cipher.decrypt(hexToBytes(bytes))
    const person = bytesToUtf8(content.slice(DATA_KEY_BYTES))
    const opened = dataKeyOf(content.slice(0, DATA_KEY_BYTES), person === '' ? null : person)
    return opened.id === keyId ? opened : null
  } catch {
    // Wrapped for somebody else, changed, or by a public key that is none.
    return null
  }
}

interface Named {
  cooperative: string
  keyId: string
  to: string
  ephemeral: string
}

function cipherFor(shared: Uint8Array, nonce: Uint8Array, named: Named) {
  const context = utf8ToBytes(canonicalJson({ ...named, use: 'commonmast-data-key-v1' }) ?? '')
  const salt = concatBytes(hexToBytes(named.ephemeral), hexToBytes(named.to))
  return xchacha20poly1305(hkdf(sha256, shared, salt, context, 32), nonce, context)
}
