/**
 * `commonmast-cooperative-v1`: the document with which a cooperative begins. Its digest is the cooperative's id; it lies in
 * every place where batches are exchanged, so that batches of two cooperatives never meet.
 */
import { z } from 'zod'

export const FOUNDING_FORMAT = 'commonmast-cooperative-v1'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

export const foundingSchema = z.object({
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
