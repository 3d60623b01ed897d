/**
 * Which grants count. Nobody can prove when something was said: whoever has a key can say what he says "earlier". So no
 * clock decides between admins who take away each other's access, but who of them is senior: the founder, then those whom the
 * founder admitted, in the order in which he did, then those whom they admitted. SPEC.md, [SY41] and [SY42].
 */
import type { AccessGrant } from '../../records/tables/accessTables'
import type { BatchPosition, SaidGrant } from './saidGrant'
import { standingGrants } from './standingGrants'

/** @returns by key the grants about it that count, those of senior admins first, of one admin in the order of its chain */
export function weighGrants(founders: AccessGrant, said: readonly SaidGrant[]): ReadonlyMap<string, readonly AccessGrant[]> {
  const inChains = [...said].sort(byChain)
  const withdrawn = new Set<SaidGrant>()
  for (;;) {
    const counted = countGrants(founders, inChains, withdrawn)
    const undone = undoneByMostSenior(counted)
    if (undone.length === 0) return counted.grantsByKey()
    for (const each of undone) withdrawn.add(each)
  }
}

function byChain({ by: one, operation: n }: SaidGrant, { by: other, operation: m }: SaidGrant): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1
  if (one.actor !== other.actor) return one.actor < other.actor ? -1 : 1
  return n - m
}

/** Each admin's grants are weighed by what more senior admins say of that admin, until no more of them count. */
function countGrants(founders: AccessGrant, said: readonly SaidGrant[], withdrawn: ReadonlySet<SaidGrant>): CountedGrants {
  const counted = new CountedGrants(founders)
  const byAuthor = new Map<string, SaidGrant[]>()
  for (const one of said) {
    const ofAuthor = byAuthor.get(one.by.key) ?? []
    ofAuthor.push(one)
    byAuthor.set(one.by.key, ofAuthor)
  }
  const weighed = new Set<SaidGrant>(withdrawn)
  for (let before = -1; before < counted.inOrder.length; ) {
    before = counted.inOrder.length
    // It grows while it is gone through: those whom an admin admitted come after all that are admins before.
    for (const admin of counted.bySeniority) {
      for (const one of byAuthor.get(admin) ?? []) {
        if (weighed.has(one) || !counted.isAdminAt(one.by)) continue
        weighed.add(one)
        counted.add(one)
      }
    }
  }
  return counted
}

/**
 * Grants that counted when they were weighed, and that somebody less senior has taken the ground from: said after the last
 * batch that a revocation lets stand. What the most senior of those revocations undoes goes first, since others may then not count.
 */
function undoneByMostSenior(counted: CountedGrants): readonly SaidGrant[] {
  const undoneBy = new Map<SaidGrant, SaidGrant[]>()
  for (const one of counted.inOrder) {
    for (const against of counted.againstAdminAt(one.by)) {
      if (!counted.carries(one, against)) undoneBy.set(against, [...(undoneBy.get(against) ?? []), one])
    }
  }
  const mostSenior = counted.inOrder.find((each) => undoneBy.has(each))
  return (mostSenior && undoneBy.get(mostSenior)) ?? []
}

class CountedGrants {
  readonly inOrder: SaidGrant[] = []
  /** Keys of everybody who was admitted as an admin. */
  readonly bySeniority: string[]
  readonly #about = new Map<string, Said[]>()
  readonly #admittedBy = new Map<string, SaidGrant>()

  constructor(founders: AccessGrant) {
    this.bySeniority = [founders.key]
    this.#about.set(founders.key, [{ ...founders, said: null }])
  }

  add(said: SaidGrant): void {
    const { grant } = said
    this.inOrder.push(said)
    this.#about.set(grant.key, [...(this.#about.get(grant.key) ?? []), { ...grant, said }])
    if (!grant.roles.includes('admin') || this.bySeniority.includes(grant.key)) return
    this.bySeniority.push(grant.key)
    this.#admittedBy.set(grant.key, said)
  }

  isAdminAt(position: BatchPosition): boolean {
    const standing = this.#standingAt(position)
    return standing.length > 0 && standing.every(({ roles }) => roles.includes('admin'))
  }

  /** The grants by which a batch of that position is no admin's. */
  againstAdminAt(position: BatchPosition): SaidGrant[] {
    return this.#standingAt(position).flatMap(({ roles, said }) => (said === null || roles.includes('admin') ? [] : [said]))
  }

  /**
   * Whether a grant stands under the feet of whoever said the other: it is in the same chain and not later, or in that of the
   * admission of its author and not later, and so on to the founder. No revocation reaches that.
   */
  carries({ by, operation }: SaidGrant, other: SaidGrant): boolean {
    for (let ground: SaidGrant | undefined = other; ground; ground = this.#admittedBy.get(ground.by.key)) {
      const isSameChain = ground.by.key === by.key && ground.by.actor === by.actor
      if (isSameChain && operation <= ground.operation) return true
    }
    return false
  }

  grantsByKey(): ReadonlyMap<string, readonly AccessGrant[]> {
    return new Map(
      [...this.#about].map(([key, about]) => {
        const distinct = new Map(about.map(({ said: _said, ...grant }) => [grant.id, grant]))
        return [key, [...distinct.values()]]
      }),
    )
  }

  #standingAt({ key, actor, n }: BatchPosition): readonly Said[] {
    return standingGrants(this.#about.get(key) ?? [], ({ after }) => n > (after[actor] ?? 0))
  }
}

/** A grant with where it was said; null of the founder's. */
type Said = AccessGrant & { said: SaidGrant | null }
