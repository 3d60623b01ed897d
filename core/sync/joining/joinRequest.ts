/**
 * `commonmast-join-request-v1`: an installation asks to be admitted. It goes to an admin as a file or by QR code, and says nothing
 * but whose keys it has; that they are those of the person who asks, two people find out by comparing a fingerprint. SPEC.md, [SY49].
 */
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { type DocumentSigner, signedBytes, type VerifySignature } from '../signedDocument'
import { readSigned } from './readSigned'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

export const joinRequestSchema = z.strictObject({
  format: z.literal('commonmast-join-request-v1'),
  /** As people will call the installation, such as "Ana's laptop". */
  name: z.string().min(1).max(200),
  /** Raw Ed25519 public key of the installation, hex. */
  publicKey: hex64,
  /** Raw X25519 public key of the installation, hex, for which data keys are wrapped. */
  encryptionKey: hex64,
  at: z.iso.datetime(),
  /** Raw Ed25519 signature, hex, over the UTF-8 of the RFC 8785 form of everything else. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type JoinRequest = z.infer<typeof joinRequestSchema>

/** @param at ISO 8601, UTC */
export async function requestToJoin(
  { name, encryptionKey, at }: Pick<JoinRequest, 'name' | 'encryptionKey' | 'at'>,
  { publicKey, sign }: DocumentSigner,
): Promise<JoinRequest> {
  const stated = { format: 'commonmast-join-request-v1', name, publicKey, encryptionKey, at } as const
  return joinRequestSchema.parse({ ...stated, signature: bytesToHex(await sign(signedBytes(stated))) })
}

/** @throws Problem `access.document-unreadable` or `access.document-changed` */
export function readJoinRequest(text: string, verify?: VerifySignature): Promise<JoinRequest> {
  return readSigned(text, joinRequestSchema, 'request to join', verify)
}
