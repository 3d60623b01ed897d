/**
 * `commonmast-cooperative-v1`: the document with which a cooperative begins. Its digest is the cooperative's id; it lies in
 * every place where batches are exchanged, so that batches of two cooperatives never meet. SPEC.md, [SY1].
 */
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { Problem } from '../model/problem'
import {
  canonicalText,
  type DocumentSigner,
  hashOfText,
  signedBytes,
  type VerifySignature,
  verifySignature,
} from './signedDocument'

export const FOUNDING_FORMAT = 'commonmast-cooperative-v1'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

/** Strict: a field that is not read would still be part of the id. */
export const foundingSchema = z.strictObject({
  format: z.literal(FOUNDING_FORMAT),
  name: z.string().min(1).max(200),
  foundedAt: z.iso.datetime(),
  /** 32 random bytes, hex: two cooperatives of one name have two ids. */
  salt: hex64,
  /** Raw Ed25519 public key of the founder's installation, hex: the first admin. */
  founder: hex64,
  /** Raw Ed25519 signature, hex, over the UTF-8 of the RFC 8785 form of everything else. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Founding = z.infer<typeof foundingSchema>

/**
 * @param name as people will see it, 1 to 200 characters
 * @param foundedAt ISO 8601, UTC
 * @param salt 32 random bytes
 */
export async function foundCooperative(
  { name, foundedAt, salt }: { name: string; foundedAt: string; salt: Uint8Array },
  { publicKey, sign }: DocumentSigner,
): Promise<Founding> {
  const stated = { format: FOUNDING_FORMAT, name, foundedAt, salt: bytesToHex(salt), founder: publicKey } as const
  return foundingSchema.parse({ ...stated, signature: bytesToHex(await sign(signedBytes(stated))) })
}

/** The cooperative's id: SHA-256, hex, over the UTF-8 of the RFC 8785 form of the whole document. */
export function cooperativeId(founding: Founding): string {
  return hashOfText(canonicalText(founding))
}

/**
 * A founding document that somebody else wrote.
 * @throws Problem `sync.founding-damaged`
 */
export async function verifyFounding(document: unknown, verify: VerifySignature = verifySignature): Promise<Founding> {
  const parsed = foundingSchema.safeParse(document)
  if (parsed.success && (await verify(parsed.data.founder, signedBytes(parsed.data), parsed.data.signature))) return parsed.data
  throw new Problem(
    'sync.founding-damaged',
    'The document that says whose place this is was changed: look whether it is the right place, or choose another.',
    { cause: parsed.success ? 'the signature does not hold' : parsed.error },
  )
}
