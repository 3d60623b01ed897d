import type { AccessRole } from '#core/records/tableDeclaration'
import { capitalised } from '#core/words/capitalised'

/** "Treasurer", "Operator or Technician". That an admin may do it too goes without saying. */
export function rolesText(roles: readonly AccessRole[], between = ' or '): string {
  const others = roles.filter((role) => role !== 'admin')
  return (others.length > 0 ? others : roles).map(capitalised).join(between)
}
