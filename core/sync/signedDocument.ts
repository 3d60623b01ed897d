/** Documents that carry the key and the signature of whoever made them: founding documents and batches. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../model/canonicalJson'
import { invariant } from '../model/problem'

/** Who signs: an installation. */
export interface DocumentSigner {
  /** Raw Ed25519 public key, 64 lower-case hex digits. */
  publicKey: string
  /** @returns the raw 64-byte Ed25519 signature */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** Whether a raw Ed25519 signature holds: hex key, the bytes, hex signature. It never throws. */
export type VerifySignature = (publicKey: string, bytes: Uint8Array, signature: string) => boolean | Promise<boolean>

/** SHA-256 of bytes, 64 lower-case hex digits. */
export type HashBytes = (bytes: Uint8Array) => string | Promise<string>

export const verifySignature: VerifySignature = (publicKey, bytes, signature) => {
  try {
    return ed25519.verify(hexToBytes(signature), bytes, hexToBytes(publicKey))
  } catch {
    // A public key that is not a point of the curve.
    return false
  }
}

/** The RFC 8785 form of a document. */
export function canonicalText(document: object): string {
  const text = canonicalJson(document)
  invariant(text !== undefined, 'a document is plain JSON')
  return text
}

/** The exact bytes that are signed: UTF-8 of the RFC 8785 form of everything but the signature. */
export function signedBytes(document: object): Uint8Array {
  const { signature: _signature, ...stated } = document as { signature?: unknown }
  return utf8ToBytes(canonicalText(stated))
}

/** What `signedBytes` gives, from the RFC 8785 form of the document, which most often need not be made a second time. */
export function signedBytesOf(text: string, document: { signature: string }): Uint8Array {
  const tail = tailOf(document)
  // Only a name that comes later in the order of names would stand behind it.
  return text.endsWith(tail) ? utf8ToBytes(`${text.slice(0, -tail.length)}}`) : signedBytes(document)
}

/** What `signedBytes` gives, from the UTF-8 of the RFC 8785 form of the document. */
export function signedBytesIn(bytes: Uint8Array, text: string, document: { signature: string }): Uint8Array {
  const tail = tailOf(document)
  if (!text.endsWith(tail)) return signedBytes(document)
  const signed = bytes.slice(0, bytes.length - tail.length + 1)
  signed[signed.length - 1] = CLOSING_BRACE
  return signed
}

const CLOSING_BRACE = 0x7d

function tailOf({ signature }: { signature: string }): string {
  return `,"signature":"${signature}"}`
}

/** SHA-256 of a text's UTF-8, 64 lower-case hex digits. */
export function hashOfText(text: string): string {
  return hashOfBytes(utf8ToBytes(text))
}

/** SHA-256, 64 lower-case hex digits. */
export function hashOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}
