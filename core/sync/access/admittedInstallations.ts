import type { Admitted } from '../keys/DataKeyStore'
import { type AccessState, rolesNow } from './AccessState'
import { standingGrants } from './standingGrants'

/**
 * Installations that may write something with their next batches, and for which keys what is said of people is sealed. Where two
 * grants hold that name two encryption keys, the installation stands there with each: an admin said so of both.
 */
export function admittedInstallations(access: AccessState): Admitted[] {
  return [...access.named].flatMap((publicKey) => {
    const about = access.grantsAbout(publicKey)
    const roles = rolesNow(about)
    if (roles.length === 0) return []
    const keys = new Set(standingGrants(about, () => true).flatMap(({ encryptionKey }) => encryptionKey ?? []))
    const mayDestroy = roles.includes('admin')
    return [...(keys.size > 0 ? keys : [null])].map((encryptionKey) => ({ publicKey, encryptionKey, mayDestroy }))
  })
}
