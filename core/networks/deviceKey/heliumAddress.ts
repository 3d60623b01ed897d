/**
 * Helium's addresses: base58check over a version byte 0, one byte of kind and network, and 32 bytes of key, as
 * helium-crypto writes it. An Ed25519 key is also given as a Solana address, which is the key alone, without a checksum.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { base58, createBase58check } from '@scure/base'

/** Kind byte and key. */
export const HELIUM_KEY_BYTES = 33
const ADDRESS_VERSION = 0
const ED25519_MAINNET = 0x01
const base58check = createBase58check(sha256)

/** The 33 bytes that an address in Helium's own form holds, or null when its checksum or its length is wrong. */
export function decodeHeliumAddress(text: string): Uint8Array | null {
  const payload = decoded(() => base58check.decode(text))
  const isWhole = payload?.length === HELIUM_KEY_BYTES + 1 && payload[0] === ADDRESS_VERSION
  return isWhole ? payload.slice(1) : null
}

/** The same 33 bytes for a Solana address, or null when it has not 32 bytes. */
export function decodeSolanaAddress(text: string): Uint8Array | null {
  const key = decoded(() => base58.decode(text))
  return key?.length === HELIUM_KEY_BYTES - 1 ? Uint8Array.from([ED25519_MAINNET, ...key]) : null
}

export function encodeHeliumAddress(bytes: Uint8Array): string {
  return base58check.encode(Uint8Array.from([ADDRESS_VERSION, ...bytes]))
}

function decoded(decode: () => Uint8Array): Uint8Array | null {
  try {
    return decode()
  } catch {
    // Letters outside base 58, or a checksum that does not fit: the text is another.
    return null
  }
}
