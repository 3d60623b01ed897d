/** What this laptop may write, and the refusal of what everybody else would refuse. SPEC.md, [SY47]. */
import type { Change } from '#core/records/operation'
import { mergePlans } from '#core/records/recordTables'
import type { AccessRole } from '#core/records/tableDeclaration'
import { checkMayWrite } from '#core/sync/access/decideAccess'
import type { AccessHere } from '#core/sync/syncRound'
import type { CommonmastDatabase } from '../../records/database'
import { findMemory } from '../../records/kernelMemory'
import { newestHeld } from '../../records/newestHeld'
import { readFounding } from '../readFounding'
import { readAccess } from './readAccess'

/** Tables that are read to know it. */
export const ACCESS_TABLES = ['machineSettings', 'meta', 'heldBatches', 'batchTexts'] as const

export interface OwnAccess {
  standing: AccessHere
  /** Of the batch that is sealed next; none unless it is admitted. */
  roles: readonly AccessRole[]
}

/** Null where the records belong to no cooperative. Reads `ACCESS_TABLES`. */
export async function readOwnAccess(db: CommonmastDatabase): Promise<OwnAccess | null> {
  if (!(await readFounding(db))) return null
  const memory = await findMemory(db)
  const access = await readAccess(db)
  if (!memory?.publicKey || !access.named.has(memory.publicKey)) return { standing: 'not-admitted', roles: [] }
  const { actor, publicKey: key } = memory
  const n = ((await newestHeld(db, actor))?.n ?? 0) + 1
  const roles = access.rolesOf({ key, actor, n })
  return { standing: roles.length > 0 ? 'admitted' : 'revoked', roles }
}

/**
 * A laptop that waits for an admin writes what it likes: that stays here until it is admitted, and is judged then.
 * @throws Problem `access.no-right`
 */
export async function checkOwnAccess(db: CommonmastDatabase, changes: readonly Pick<Change, 'table'>[]): Promise<void> {
  const own = await readOwnAccess(db)
  if (own === null || own.standing === 'not-admitted') return
  for (const table of new Set(changes.map((change) => change.table))) {
    const plan = mergePlans.get(table)
    if (plan) checkMayWrite(own.roles, plan.writers)
  }
}
