/** Who may write: the installations of the cooperative, and what admins said of their access. */
import { z } from 'zod'
import { ACCESS_ROLES, sharedFacts, sharedRecords } from '../tableDeclaration'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.string().min(10)

/** An admin's word on one installation's key. Nothing of it is personal: it has to be read before anything can be opened. */
export const accessGrantSchema = z.object({
  /** SHA-256, hex, over the RFC 8785 form of everything else: nobody can put another grant in its place. */
  id: hex64,
  /** Raw Ed25519 public key of the installation, hex. */
  key: hex64,
  /** Raw X25519 public key, hex, for which data keys are wrapped; null of who opens nothing. */
  encryptionKey: hex64.nullable(),
  /** None: the access is taken away. */
  roles: z.array(z.enum(ACCESS_ROLES)).max(ACCESS_ROLES.length),
  /**
   * By actor of the key the number of its last batch to which the grant does not apply; 0 of an actor that is not named. An
   * admission names none, and applies from the beginning.
   */
  after: z.record(z.string().regex(/^[0-9a-f]{16}$/), z.number().int().nonnegative()),
  /** Ids of the grants about the key that its author knew. Those that knew nothing of each other both hold. */
  replaces: z.array(hex64).max(1_000),
  createdAt: time,
})
export type AccessGrant = z.infer<typeof accessGrantSchema>

const accessGrants = sharedFacts({
  name: 'accessGrants',
  schema: accessGrantSchema,
  indexes: 'id, key',
  identity: 'content',
  writers: ['admin'],
  personal: [],
})

/** What people call an installation. Its key is the id. */
const installationSchema = z.object({
  id: hex64,
  /** Such as "Ana's laptop". */
  name: z.string().min(1).max(200),
  /** Whose it is, null where that is nobody in particular. */
  memberId: z.string().min(1).nullable(),
  createdAt: time,
  updatedAt: time,
})

const installations = sharedRecords({
  name: 'installations',
  schema: installationSchema,
  indexes: 'id, memberId',
  identity: 'content',
  writers: ['admin'],
  personal: ['name', 'memberId'],
  merge: { name: 'last-writer', memberId: 'last-writer', createdAt: 'last-writer', updatedAt: 'last-writer' },
})

export const accessTables = { accessGrants, installations }
