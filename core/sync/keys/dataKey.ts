/** Keys that seal what operations say of people: one for each person, and one for what is of several or of nobody in particular. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

export const DATA_KEY_BYTES = 32

export interface DataKey {
  /** Of its bytes, so that nobody can give another key for one. 16 lower-case hex digits. */
  id: string
  bytes: Uint8Array
  /** Key of the member whose it is; null for what is of several people or of nobody in particular. */
  person: string | null
}

/** @param bytes 32 random bytes */
export function dataKeyOf(bytes: Uint8Array, person: string | null): DataKey {
  const id = bytesToHex(sha256(concatBytes(utf8ToBytes('commonmast-data-key-v1'), bytes))).slice(0, 16)
  return { id, bytes, person }
}

/** A key that was kept as text. @param bytes 32 bytes, hex */
export function dataKeyFrom({ bytes, person }: { bytes: string; person: string | null }): DataKey {
  return dataKeyOf(hexToBytes(bytes), person)
}
