/**
 * `commonmast-declaration-v1`: what a person says and an installation signs with its Ed25519 key: that a member agrees to terms
 * as they stand, or that a closed period is opened again. SPEC.md, rules [DC1] to [DC5].
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { canonicalJson } from '../model/canonicalJson'
import { contentDigest } from '../model/contentDigest'
import { tokenSchema } from '../model/money'
import { invariant } from '../model/problem'
import { type Terms, termsSchema } from '../model/terms'
import { termsReading } from './termsSentences'

const text = z.string().min(1)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const DECLARATION_FORMAT = 'commonmast-declaration-v1'

/** What is said, before it is signed. */
export const statedDeclarationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('terms'),
    member: z.object({ id: text, name: text }),
    terms: termsSchema,
    /** The sentences that the member read, and what they are worked out with beside the terms. */
    reading: z.array(text).min(1),
    /** Of the members in them. */
    names: z.array(z.object({ id: text, name: text })),
    /** Of the agreements that they give to. */
    agreementNames: z.array(z.object({ id: text, name: text })),
    /** In which amounts of base units are read; null where it is not known. */
    token: tokenSchema.nullable(),
  }),
  z.object({
    kind: z.literal('reopening'),
    /** Digest of the split with which the period was closed. */
    closedSplitSha256: sha256,
    period: z.object({ id: text, name: text }),
    symbol: text,
    reason: text,
  }),
])
export type StatedDeclaration = z.infer<typeof statedDeclarationSchema>

export const declarationSchema = z.object({
  format: z.literal(DECLARATION_FORMAT),
  facts: z.object({ id: text, said: statedDeclarationSchema, signedAt: z.iso.datetime() }),
  /** Raw Ed25519 public key of the installation, hex. */
  publicKey: sha256,
  /** Raw Ed25519 signature, hex, over declarationBytes. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Declaration = z.infer<typeof declarationSchema>

/** The exact bytes that are signed: UTF-8 of the RFC 8785 form of the format, the facts and the key. */
export function declarationBytes({ facts, publicKey }: Pick<Declaration, 'facts' | 'publicKey'>): Uint8Array {
  const canonical = canonicalJson({ format: DECLARATION_FORMAT, facts, publicKey })
  invariant(canonical !== undefined, 'a declaration is plain JSON')
  return utf8ToBytes(canonical)
}

/** Whether the key that the declaration names signed it. Whose key that is, is for the reader to know. */
export function isGenuineDeclaration(declaration: Declaration): boolean {
  const { signature, publicKey } = declaration
  try {
    return ed25519.verify(hexToBytes(signature), declarationBytes(declaration), hexToBytes(publicKey))
  } catch {
    // A public key that is not a point of the curve.
    return false
  }
}

export type StatedTerms = Extract<StatedDeclaration, { kind: 'terms' }>

/** The sentences of the terms, from nothing but what the declaration says. */
export function readingOf({ terms, names, agreementNames, token }: Omit<StatedTerms, 'reading'>): string[] {
  const byId = (named: readonly { id: string; name: string }[]) => new Map(named.map(({ id, name }) => [id, name]))
  return termsReading(terms, byId(names), { token, agreements: byId(agreementNames) })
}

/** Digest of terms: what is agreed to is these and no others. */
export function termsDigest(terms: Terms): string {
  return contentDigest(terms)
}
