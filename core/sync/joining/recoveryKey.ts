/**
 * `commonmast-recovery-key-v1`: the founder's key, kept on paper or a stick and on no laptop. A cooperative that is founded by it has
 * the most senior admin where no thief of a laptop finds it, and is not left without an admin by losing laptops. SPEC.md, [SY50].
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { Problem } from '../../model/problem'
import { tickClock } from '../../records/hybridClock'
import { type Operation, SCHEMA_VERSION } from '../../records/operation'
import type { AccessGrant } from '../../records/tables/accessTables'
import { foundersGrant } from '../access/AccessState'
import { namedGrant } from '../access/saidGrant'
import { actorName } from '../actorName'
import type { NamedBatch } from '../batch'
import { cooperativeId, type Founding, foundCooperative, foundingSchema, verifyFounding } from '../founding'
import { sealBatch } from '../sealBatch'
import { canonicalText, type DocumentSigner, hashOfText } from '../signedDocument'
import { parseJoining } from './readSigned'

export const recoveryKeySchema = z.strictObject({
  format: z.literal('commonmast-recovery-key-v1'),
  founding: foundingSchema,
  /** Raw Ed25519 secret of the founder's key, hex. Whoever has it is an admin. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256, hex, over the RFC 8785 form of everything else: it may have been typed from paper. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type RecoveryKey = z.infer<typeof recoveryKeySchema>

export interface RecoverableFounding {
  name: string
  /** ISO 8601, UTC. */
  foundedAt: string
  /** 32 random bytes. */
  salt: Uint8Array
  /** 32 random bytes, used for nothing else and forgotten once the file is kept. */
  secret: Uint8Array
  /** A random whole number from 0 to 65,535. */
  chance: number
  /** The installation that becomes an admin. Raw Ed25519 and X25519 public keys, hex. */
  installation: { publicKey: string; encryptionKey: string }
}

/** @returns the founding document, the batch that makes the installation an admin, and the file to be kept away from it */
export async function foundWithRecovery(
  given: RecoverableFounding,
): Promise<{ founding: Founding; first: NamedBatch; recovery: RecoveryKey }> {
  const { name, foundedAt, salt, secret, chance, installation } = given
  const founding = await foundCooperative({ name, foundedAt, salt }, signerOf(secret))
  const stated = { format: 'commonmast-recovery-key-v1', founding, secret: bytesToHex(secret) } as const
  const recovery = { ...stated, sha256: hashOfText(canonicalText(stated)) }
  const { publicKey: key, encryptionKey } = installation
  const admits = namedGrant({ key, encryptionKey, roles: ['admin'], after: {}, replaces: [], createdAt: foundedAt })
  return { founding, first: await sayByRecovery(recovery, [admits], chance, Date.parse(foundedAt)), recovery }
}

/**
 * What the founder's key says, as a batch that any laptop of the cooperative may hold and carry on (`SyncStore.apply`). Each use has
 * a chain of its own, so that two laptops that use the file without knowing of each other make no fork.
 * @param grants as `decideAccess` made them: a new admin, and lost laptops that are revoked; 1 to 100
 * @param chance a random whole number from 0 to 65,535
 * @param wallMs the computer's clock, milliseconds since 1970
 */
export function sayByRecovery(
  { founding, secret }: RecoveryKey,
  grants: readonly AccessGrant[],
  chance: number,
  wallMs: number,
): Promise<NamedBatch> {
  const signer = signerOf(hexToBytes(secret))
  const actor = actorName(signer.publicKey, chance)
  const t = tickClock(null, wallMs)
  const operations = grants.map(({ id: key, ...set }, at): Operation => {
    return { actor, n: at + 1, t, table: 'accessGrants', key, set, schemaV: SCHEMA_VERSION }
  })
  return sealBatch({ cooperative: cooperativeId(founding), actor, before: null, operations }, signer)
}

/**
 * @throws Problem `access.document-unreadable`, `access.document-changed`, `sync.founding-damaged`, `access.recovery-of-another`
 */
export async function readRecoveryKey(text: string, here: Founding | null): Promise<RecoveryKey> {
  const recovery = parseJoining(text, recoveryKeySchema, 'recovery file')
  const { sha256, ...stated } = recovery
  const { founding, secret } = recovery
  if (hashOfText(canonicalText(stated)) !== sha256 || signerOf(hexToBytes(secret)).publicKey !== founding.founder) {
    throw new Problem('access.document-changed', 'This recovery file was changed: look for another copy of it, or type it again.')
  }
  await verifyFounding(founding)
  if (here === null || foundersGrant(here).id === foundersGrant(founding).id) return recovery
  throw new Problem(
    'access.recovery-of-another',
    `This recovery file is that of another cooperative, ${founding.name}: choose that of ${here.name}.`,
  )
}

function signerOf(secret: Uint8Array): DocumentSigner {
  return { publicKey: bytesToHex(ed25519.getPublicKey(secret)), sign: async (bytes) => ed25519.sign(bytes, secret) }
}
