import type { AccessRole } from '#core/records/tableDeclaration'
import { capitalised } from '#core/words/capitalised'

/** "Treasurer", "Operator or Technician": what a laptop needs one of. An admin may do everything and goes without saying. */
export function rolesText(roles: readonly AccessRole[]): string {
  const others = roles.filter((role) => role !== 'admin')
  return (others.length > 0 ? others : roles).map(capitalised).join(' or ')
}
