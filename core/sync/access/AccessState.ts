/** Who may write what. It follows from the founding document and the grants in the batches that are held, and from no clock. */
import type { AccessRole } from '../../records/tableDeclaration'
import type { AccessGrant } from '../../records/tables/accessTables'
import { cooperativeId, type Founding } from '../founding'
import type { BatchPosition, SaidGrant } from './saidGrant'
import { standingGrants } from './standingGrants'
import { weighGrants } from './weighGrants'

export interface AccessState {
  /**
   * Keys that an admin has ever named, even one who is none any more: their batches are held, and a batch by any other key
   * waits where it lies. Batches only ever add to these, so all that hold the same batches weigh the same grants.
   */
  readonly named: Iterable<string> & { has(key: string): boolean }
  /** Roles of one batch; none where it counts for nothing. */
  rolesOf(position: BatchPosition): readonly AccessRole[]
  /** Grants about a key that count, as `weighGrants` orders them; the founder's first one stands in the founding document. */
  grantsAbout(key: string): readonly AccessGrant[]
  /** Keys that would write as admins with their next batches. */
  admins(): readonly string[]
}

/** @param said every grant in a held batch, in any order */
export function accessState(founding: Founding, said: Iterable<SaidGrant>): AccessState {
  const all = [...said]
  const { founder } = founding
  const named = namedKeys(founder, all)
  const byKey = weighGrants(foundersGrant(founding), all)
  const grantsAbout = (key: string) => byKey.get(key) ?? []
  const rolesOf = ({ key, actor, n }: BatchPosition) => rolesAt(grantsAbout(key), actor, n)
  return {
    named,
    rolesOf,
    grantsAbout,
    admins: () => [...byKey.keys()].filter((key) => rolesNow(grantsAbout(key)).includes('admin')).sort(),
  }
}

/** The founder is an admin from the beginning, by the founding document. */
export function foundersGrant(founding: Founding): AccessGrant {
  const { founder: key, foundedAt: createdAt } = founding
  return { id: cooperativeId(founding), key, encryptionKey: null, roles: ['admin'], after: {}, replaces: [], createdAt }
}

/** Everybody whom somebody named who was named an admin. */
function namedKeys(founder: string, all: readonly SaidGrant[]): Set<string> {
  const named = new Set([founder])
  const admins = new Set([founder])
  for (let before = 0; before < named.size + admins.size; ) {
    before = named.size + admins.size
    for (const { grant, by } of all) {
      if (!admins.has(by.key)) continue
      named.add(grant.key)
      if (grant.roles.includes('admin')) admins.add(grant.key)
    }
  }
  return named
}

/** What all grants allow that apply to a batch and that none of them replaces. */
function rolesAt(about: readonly AccessGrant[], actor: string, n: number): readonly AccessRole[] {
  return inAll(standingGrants(about, (grant) => n > (grant.after[actor] ?? 0)))
}

/** What an installation about which these grants are may write with its next batches. */
export function rolesNow(about: readonly AccessGrant[]): readonly AccessRole[] {
  return inAll(standingGrants(about, () => true))
}

function inAll(grants: readonly AccessGrant[]): readonly AccessRole[] {
  const [first, ...others] = grants
  return first ? first.roles.filter((role) => others.every(({ roles }) => roles.includes(role))) : []
}
