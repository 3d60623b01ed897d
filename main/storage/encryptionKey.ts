/**
 * The X25519 key (RFC 7748) for which others wrap data keys. It is derived from the installation's key (HKDF-SHA256 over its
 * seed), so that it is protected, copied, lost and begun anew together with that one: there is no state in which an
 * installation can sign and cannot open, or the other way round. SPEC.md, [SY74].
 */
import { hkdfSync } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { Problem } from '#core/model/problem'

export interface EncryptionKey {
  /** Raw 32-byte public key as 64 lower-case hex digits. */
  readonly publicKeyHex: string
  /**
   * The secret that is shared with whoever has the private key of another, 32 bytes.
   * @param publicKeyHex raw X25519 public key
   * @throws Problem `sync.not-an-encryption-key` for one that is none
   */
  agree(publicKeyHex: string): Uint8Array
}

/** @param seed of the installation's Ed25519 key, 32 bytes */
export function encryptionKeyOf(seed: Uint8Array): EncryptionKey {
  const secret = new Uint8Array(hkdfSync('sha256', seed, '', 'commonmast-encryption-key-v1', 32))
  return {
    publicKeyHex: Buffer.from(x25519.getPublicKey(secret)).toString('hex'),
    agree(publicKeyHex) {
      try {
        return x25519.getSharedSecret(secret, Buffer.from(publicKeyHex, 'hex'))
      } catch (cause) {
        throw new Problem('sync.not-an-encryption-key', 'What was given is no public key: ask for a whole copy of it.', { cause })
      }
    },
  }
}
