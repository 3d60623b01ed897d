/**
 * `commonmast-welcome-v1`: an admin's answer to a request to join. It brings the founding document, without which a laptop reads no
 * place. What it says of roles is information: the grant in the admin's batches is what counts. SPEC.md, [SY49].
 */
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { Problem } from '../../model/problem'
import { ACCESS_ROLES } from '../../records/tableDeclaration'
import { foundingSchema, verifyFounding } from '../founding'
import { type DocumentSigner, signedBytes, type VerifySignature } from '../signedDocument'
import { readSigned } from './readSigned'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

export const welcomeSchema = z.strictObject({
  format: z.literal('commonmast-welcome-v1'),
  founding: foundingSchema,
  /** Raw Ed25519 public key of the installation that is welcome, hex. */
  key: hex64,
  roles: z.array(z.enum(ACCESS_ROLES)).min(1).max(ACCESS_ROLES.length),
  at: z.iso.datetime(),
  /** Raw Ed25519 public key of the admin's installation, hex. */
  publicKey: hex64,
  /** Raw Ed25519 signature, hex, over the UTF-8 of the RFC 8785 form of everything else. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Welcome = z.infer<typeof welcomeSchema>

/** @param welcome.at ISO 8601, UTC */
export async function welcomeTo(
  { founding, key, roles, at }: Pick<Welcome, 'founding' | 'key' | 'roles' | 'at'>,
  { publicKey, sign }: DocumentSigner,
): Promise<Welcome> {
  const stated = { format: 'commonmast-welcome-v1', founding, key, roles, at, publicKey } as const
  return welcomeSchema.parse({ ...stated, signature: bytesToHex(await sign(signedBytes(stated))) })
}

/**
 * @param ownKey of the installation that asked, hex
 * @throws Problem `access.document-unreadable`, `access.document-changed`, `access.welcome-of-another` or `sync.founding-damaged`
 */
export async function readWelcome(text: string, ownKey: string, verify?: VerifySignature): Promise<Welcome> {
  const welcome = await readSigned(text, welcomeSchema, 'welcome', verify)
  await verifyFounding(welcome.founding, verify)
  if (welcome.key === ownKey) return welcome
  throw new Problem(
    'access.welcome-of-another',
    "This welcome is for another laptop: open it there, or send an admin this laptop's own request to join.",
  )
}
