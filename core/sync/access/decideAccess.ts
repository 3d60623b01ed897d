/** What an admin says of an installation's access, made from what is known. SPEC.md, [SY40]. */
import { Problem } from '../../model/problem'
import type { AccessRole } from '../../records/tableDeclaration'
import type { AccessGrant } from '../../records/tables/accessTables'
import type { VersionVector } from '../batch'
import type { AccessState } from './AccessState'
import { mayWrite } from './judgeBatch'
import { namedGrant } from './saidGrant'

export interface Decision {
  key: string
  /** Raw X25519 public key, hex; null of who opens nothing. */
  encryptionKey: string | null
  roles: readonly AccessRole[]
  /** By actor the number of its last batch that is as before; see `heldOfKey`. Empty: the grant holds from the beginning. */
  after: Readonly<Record<string, number>>
  /** ISO 8601, UTC. */
  createdAt: string
}

/** The grant that says so, in the place of all that is known about the key. */
export function decideAccess(access: AccessState, { key, encryptionKey, roles, after, createdAt }: Decision): AccessGrant {
  const replaces = access.grantsAbout(key).map(({ id }) => id)
  return namedGrant({ key, encryptionKey, roles: [...new Set(roles)].sort(), after: { ...after }, replaces, createdAt })
}

/**
 * How far each actor of a key is held: a revocation names it, and whatever the key says after that counts for nothing.
 * @param keyOf the key of an actor, as `SyncStore.keyOf` has it
 */
export async function heldOfKey(
  key: string,
  vector: VersionVector,
  keyOf: (actor: string) => Promise<string | null>,
): Promise<Record<string, number>> {
  const held: Record<string, number> = {}
  for (const [actor, { n }] of vector) if ((await keyOf(actor)) === key) held[actor] = n
  return held
}

/** The roles that the next batch of an installation will have. */
export function rolesHere(access: AccessState, key: string, actor: string, vector: VersionVector): readonly AccessRole[] {
  return access.rolesOf({ key, actor, n: (vector.get(actor)?.n ?? 0) + 1 })
}

/**
 * Refuses here what everybody else would refuse.
 * @param roles null on a laptop that belongs to no cooperative: it may write everything
 * @throws Problem `access.no-right`
 */
export function checkMayWrite(roles: readonly AccessRole[] | null, writers: readonly AccessRole[]): void {
  if (roles === null || mayWrite(roles, writers)) return
  throw new Problem(
    'access.no-right',
    `This needs the access of ${writers.join(' or ')}, and this laptop has ${roles.length === 0 ? 'none' : `that of ${roles.join(' and ')}`}: ask an admin for it, or do it on a laptop that has it.`,
  )
}
