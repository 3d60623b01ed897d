import type { AccessState } from '../access/AccessState'

/** Everybody is an operator: for tests in which access is of no interest. */
export const openAccess: AccessState = {
  named: { has: () => true, [Symbol.iterator]: () => [].values() },
  rolesOf: () => ['operator'],
  grantsAbout: () => [],
  admins: () => [],
}
