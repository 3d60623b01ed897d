/**
 * `commonmast-journal-anchor-v1`: where a journal ended at some moment, signed by the installation whose journal it is. A chain of
 * hashes alone cannot tell that its end was cut off; an anchor that is kept elsewhere can. SPEC.md, rules [JN4] to [JN8].
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { invariant } from '../model/problem'

export const journalAnchorSchema = z.object({
  format: z.literal('commonmast-journal-anchor-v1'),
  /** Of the journal's newest entry, and its hash. */
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the anchor was made, ISO 8601. */
  at: z.string(),
  /** Raw Ed25519 public key of the installation, hex. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Raw Ed25519 signature, hex, over anchorBytes. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type JournalAnchor = z.infer<typeof journalAnchorSchema>

/** The exact bytes that are signed: UTF-8 of the RFC 8785 form of everything but the signature. */
export function anchorBytes({ format, seq, hash, at, publicKey }: Omit<JournalAnchor, 'signature'>): Uint8Array {
  const text = canonicalize({ format, seq, hash, at, publicKey })
  invariant(text !== undefined, 'an anchor is plain JSON')
  return utf8ToBytes(text)
}

/** Whether the key that the anchor names signed it. Whose key that is, is for the reader to know. */
export function isGenuineAnchor(anchor: JournalAnchor): boolean {
  try {
    return ed25519.verify(hexToBytes(anchor.signature), anchorBytes(anchor), hexToBytes(anchor.publicKey))
  } catch {
    // A public key that is not a point of the curve.
    return false
  }
}
