import type { AccessGrant } from '../../records/tables/accessTables'
import { standingGrants } from './standingGrants'

/**
 * For which key data keys are wrapped for an installation, where somebody has to name one: of two that admins named without knowing
 * of each other, the more senior admin's. Where no grant that holds names one, the last that was named. SPEC.md, [SY76].
 * @param about as `AccessState.grantsAbout` has them
 * @returns raw X25519 public key, hex; null where nobody ever named one
 */
export function namedEncryptionKey(about: readonly AccessGrant[]): string | null {
  const isNamed = ({ encryptionKey }: AccessGrant) => encryptionKey !== null
  return (standingGrants(about, () => true).find(isNamed) ?? about.findLast(isNamed))?.encryptionKey ?? null
}
