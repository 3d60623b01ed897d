import { hexToBytes } from '@noble/hashes/utils.js'
import { hashOfText } from '../signedDocument'

const GROUPS = 6
const DIGITS = 5

/**
 * What two people compare aloud to know that they look at the same key or the same cooperative: six groups of five digits, as much
 * as 99 bits of the SHA-256.
 * @param of hex of a public key, or the id of a cooperative
 */
export function fingerprint(of: string): string {
  const bytes = hexToBytes(hashOfText(`commonmast-fingerprint-v1 ${of}`))
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) % 10n ** BigInt(GROUPS * DIGITS)
  const digits = number.toString().padStart(GROUPS * DIGITS, '0')
  return Array.from({ length: GROUPS }, (_, at) => digits.slice(at * DIGITS, (at + 1) * DIGITS)).join(' ')
}
