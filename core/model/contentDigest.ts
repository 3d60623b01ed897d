/**
 * The digest that seals a document: SHA-256 over the UTF-8 of its RFC 8785 (JSON Canonicalization Scheme) form,
 * leaving out the field that holds the digest. Key order and white space therefore never matter; every value does.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalPieces } from './canonicalPieces'
import { Problem } from './problem'

/**
 * SHA-256 (64 lower-case hex digits) of everything in `document` but its `contentSha256`.
 * @throws Problem `digest.not-json` for values that JSON cannot carry.
 */
export function contentDigest(document: object): string {
  const { contentSha256: _digest, ...content } = document as { contentSha256?: unknown }
  const hash = sha256.create()
  try {
    canonicalPieces(content, (piece) => hash.update(utf8ToBytes(piece)))
  } catch (cause) {
    throw new Problem('digest.not-json', 'The document holds a value that JSON cannot carry: export it again.', { cause })
  }
  return bytesToHex(hash.digest())
}

/** The document with its digest set (again). */
export function seal<T extends object>(document: T): Sealed<T> {
  const { contentSha256: _old, ...content } = document as T & { contentSha256?: unknown }
  return { ...content, contentSha256: contentDigest(content) } as Sealed<T>
}

/** Spread over unions, so that a document of one version stays of that version. */
type Sealed<T> = T extends unknown ? Omit<T, 'contentSha256'> & { contentSha256: string } : never
