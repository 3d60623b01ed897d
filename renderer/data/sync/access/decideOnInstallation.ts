/** An admin admits an installation, changes what it may write, or takes its access away. SPEC.md, [SY40] and [SY45]. */
import { invariant, Problem } from '#core/model/problem'
import type { AccessRole } from '#core/records/tableDeclaration'
import type { AccessGrant } from '#core/records/tables/accessTables'
import type { AccessState } from '#core/sync/access/AccessState'
import { decideAccess } from '#core/sync/access/decideAccess'
import { namedEncryptionKey } from '#core/sync/access/namedEncryptionKey'
import type { CommonmastDatabase } from '../../records/database'
import { nowText } from '../../records/newId'
import { transact } from '../../records/transact'
import { readIntendedAccess } from './intendedAccess'

export interface InstallationDecision {
  /** Raw Ed25519 public key of the installation, hex. */
  key: string
  /** As people will call it, 1 to 200 characters. */
  name: string
  memberId: string | null
  /** Null where it may do what it could before. */
  access: {
    /** None: its access is taken away. */
    roles: readonly AccessRole[]
    /** By actor the last batch that is as before; empty where the roles hold from the beginning. */
    after: Readonly<Record<string, number>>
    /** Raw X25519 public key of its request, hex; null where there is no request, and what is known of it stays. */
    encryptionKey: string | null
  } | null
}

/**
 * One act: the grant, and what people call the installation.
 * @throws Problem `access.last-admin`, `access.no-right`, `data.disk-full` or `data.write-failed`
 */
export async function decideOnInstallation(db: CommonmastDatabase, decision: InstallationDecision): Promise<void> {
  const { key, name, memberId } = decision
  const act = { kind: 'access', title: titleOf(decision) }
  await transact(db, act, ['accessGrants', 'installations'], async (records) => {
    if (decision.access) await records.put('accessGrants', await grantOf(db, key, decision.access))
    const now = nowText()
    const { createdAt, updatedAt } = (await records.get('installations', key)) ?? { createdAt: now, updatedAt: now }
    await records.put('installations', { id: key, name, memberId, createdAt, updatedAt })
  })
}

async function grantOf(
  db: CommonmastDatabase,
  key: string,
  said: NonNullable<InstallationDecision['access']>,
): Promise<AccessGrant> {
  const intended = await readIntendedAccess(db)
  invariant(intended, 'access is that of a cooperative')
  const { access } = intended
  refuseLastAdmin(access, key, said.roles)
  const encryptionKey = said.encryptionKey ?? namedEncryptionKey(access.grantsAbout(key))
  return decideAccess(access, { ...said, key, encryptionKey, createdAt: nowText() })
}

function refuseLastAdmin(access: AccessState, key: string, roles: readonly AccessRole[]): void {
  if (roles.includes('admin') || !access.admins().every((admin) => admin === key)) return
  throw new Problem(
    'access.last-admin',
    'This is the only admin, and without one nobody can be admitted any more: make another laptop an admin first.',
  )
}

function titleOf({ name, access }: InstallationDecision): string {
  if (access === null) return `Laptop ${name} described`
  return access.roles.length === 0 ? `Access of ${name} taken away` : `${name} admitted as ${access.roles.join(', ')}`
}
