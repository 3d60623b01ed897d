/**
 * Text as Improv devices send it: UTF-8, one length byte in front. Invariant: decoding never throws, because these bytes
 * come from a cable. Some old firmware sends Latin-1; what is not valid UTF-8 is read as that, so a name stays readable.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'

export const encodeText = (text: string): Uint8Array => utf8ToBytes(text)

/** The text of `bytes`: UTF-8 when valid, else Latin-1. */
export function decodeText(bytes: Uint8Array): string {
  return utf8Text(bytes) ?? latin1Text(bytes)
}

export function latin1Text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** The text whose UTF-8 is exactly `bytes`, or null. */
export function utf8Text(bytes: Uint8Array): string | null {
  let escaped = ''
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`
  try {
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}
