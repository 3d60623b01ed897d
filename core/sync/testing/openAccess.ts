import type { AccessState } from '../access/AccessState'

/** Everybody may write what is no admin's: for tests in which access is of no interest. */
export const openAccess: AccessState = {
  named: { has: () => true, [Symbol.iterator]: () => [].values() },
  rolesOf: () => ['operator', 'technician', 'treasurer', 'member'],
  grantsAbout: () => [],
  admins: () => [],
}
