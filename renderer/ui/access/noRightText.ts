/** Whether an act would be refused for want of a role, said before anybody tries. SPEC.md, [SY47]. */
import { mergePlans, type SharedTable } from '#core/records/recordTables'
import { mayWrite } from '#core/sync/access/judgeBatch'
import type { OwnAccess } from '../../data/sync/access/ownAccess'
import { rolesText } from './rolesText'

/**
 * @param beginning of the sentence, before the role
 * @returns what is missing to write all of these tables and what to do about it; null where nothing is
 */
export function noRightText(own: OwnAccess | null, tables: readonly SharedTable[], beginning = 'Needs'): string | null {
  // Of no cooperative, or waiting for an admin: what is written stays here until then.
  if (own === null || own.standing === 'not-admitted') return null
  const writers = tables.map((table) => mergePlans.get(table)?.writers ?? [])
  const missing = writers.filter((roles) => !mayWrite(own.roles, roles)).map((roles) => rolesText(roles))
  if (missing.length === 0) return null
  if (own.standing === 'revoked') return 'This laptop’s access was taken away: ask an admin to admit it again.'
  const needed = [...new Set(missing)].join(' and ')
  return `${beginning} the role ${needed}, and this laptop is ${rolesText(own.roles, ' and ')}: ask an admin, or do it on a laptop that has it.`
}
