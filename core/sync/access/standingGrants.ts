import type { AccessGrant } from '../../records/tables/accessTables'

/** Those of the grants that apply and that no other which applies replaces. */
export function standingGrants<T extends Pick<AccessGrant, 'id' | 'replaces'>>(
  about: readonly T[],
  applies: (grant: T) => boolean,
): readonly T[] {
  const applying = about.filter(applies)
  const replaced = new Set(applying.flatMap(({ id, replaces }) => replaces.filter((each) => each !== id)))
  return applying.filter(({ id }) => !replaced.has(id))
}
