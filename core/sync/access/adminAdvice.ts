import type { AccessState } from './AccessState'

/** What to do about the number of admins; null where there are enough. SPEC.md, [SY50]. */
export function adminAdvice(access: AccessState): string | null {
  const { length } = access.admins()
  if (length > 1) return null
  if (length === 1)
    return 'There is one admin: make a second laptop an admin, or nobody can be admitted and no lost laptop shut out once this one is gone.'
  return 'There is no admin left, so nobody can be admitted and no laptop shut out. Everything else goes on. Found the cooperative anew on a laptop that holds everything, let everybody join it, and restore a backup of the records there.'
}
