/**
 * Helium's public keys and addresses. A key is one byte of kind and network (low nibble 0: P-256 with only its x, 1: Ed25519;
 * high nibble 0: mainnet, 1: testnet) and 32 bytes. P-256 keys are chosen so that y is the smaller of the two roots.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { base58 } from '@scure/base'
import { Problem } from '../../model/problem'
import {
  decodeHeliumAddress,
  decodeSolanaAddress,
  encodeHeliumAddress,
  HELIUM_KEY_BYTES,
} from '../../networks/deviceKey/heliumAddress'

export type HeliumKeyKind = 'p256' | 'ed25519'

export interface HeliumKey {
  kind: HeliumKeyKind
  network: 'mainnet' | 'testnet'
  /** Kind byte and key, 33 bytes. */
  bytes: Uint8Array
}

const KINDS: Record<number, HeliumKeyKind> = { 0: 'p256', 1: 'ed25519' }
const NETWORKS: Record<number, HeliumKey['network']> = { 0: 'mainnet', 1: 'testnet' }

/** @throws Problem `helium.bad-key` when the bytes are no key of a known kind. */
export function readHeliumKey(bytes: Uint8Array): HeliumKey {
  const first = bytes[0] ?? 255
  const kind = KINDS[first & 0x0f]
  const network = NETWORKS[first >> 4]
  if (bytes.length !== HELIUM_KEY_BYTES || !kind || !network) {
    throw new Problem('helium.bad-key', 'The device gave a key of no known kind: update the program or the device.')
  }
  return { kind, network, bytes }
}

/**
 * Reads an address in Helium's form, or a Solana address, which is an Ed25519 key without kind and checksum: owners and
 * payers are given in that form since the network moved there.
 * @throws Problem `helium.bad-address` when the text is neither: a letter is missing or mistyped.
 */
export function readHeliumAddress(address: string): HeliumKey {
  try {
    const bytes = decodeSolanaAddress(address) ?? decodeHeliumAddress(address)
    if (!bytes) throw new Error('neither a checksum that holds nor 32 bytes')
    return readHeliumKey(bytes)
  } catch (thrown) {
    throw new Problem('helium.bad-address', `"${address.slice(0, 60)}" is not a Helium address: copy it again, all of it.`, {
      cause: thrown,
    })
  }
}

export function heliumAddress({ bytes }: Pick<HeliumKey, 'bytes'>): string {
  return encodeHeliumAddress(bytes)
}

/** The same key as a Solana address; null for P-256, which Solana does not have. */
export function solanaAddress({ kind, bytes }: HeliumKey): string | null {
  return kind === 'ed25519' ? base58.encode(bytes.slice(1)) : null
}

/** Whether `signature` (DER for P-256, 64 bytes for Ed25519) over `message` is by this key. Never throws. */
export function heliumSignatureHolds({ kind, bytes }: HeliumKey, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // Strict as RFC 8032: a key of small order, for which a signature of any message can be made up, proves nothing.
    if (kind === 'ed25519') return ed25519.verify(signature, message, bytes.slice(1), { zip215: false })
    // Secure elements do not bring s into the lower half; a signature is as good with either.
    return p256.verify(signature, message, compactPoint(bytes.slice(1)), { format: 'der', lowS: false })
  } catch {
    // No point of the curve, or no signature at all.
    return false
  }
}

/** The point of an x whose y is the smaller of the two. */
function compactPoint(x: Uint8Array): Uint8Array {
  const compressed = new Uint8Array(x.length + 1)
  compressed[0] = 2
  compressed.set(x, 1)
  const point = p256.Point.fromBytes(compressed)
  const { y } = point.toAffine()
  return (y * 2n > p256.Point.Fp.ORDER ? point.negate() : point).toBytes(true)
}
