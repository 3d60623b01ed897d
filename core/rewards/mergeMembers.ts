/**
 * What a file says of members, held against the member book. A file adds members, and changes names and roles that it
 * states; it blanks nothing, and by itself it never changes where a known member is paid: that is returned to be shown, and
 * becomes a change of its own for each member whom a person confirms. SPEC.md, rules [MM1] to [MM3].
 */
import type { Member } from '../model/records'
import type { ReadMember } from './agreementsReading'

export type MemberFacts = Pick<Member, 'id' | 'name' | 'address' | 'role' | 'standing'>

/** A known member whom the file gives another address, or none. */
export interface AddressDifference {
  memberId: string
  name: string
  from: string | null
  to: string | null
}

export interface MergedMembers {
  /** New members, and known ones of whom something changes; each whole. */
  changed: MemberFacts[]
  addressDiffers: AddressDifference[]
}

/** Ids are compared as they are: both sides have them in normal form. */
export function mergeMembers(existing: readonly MemberFacts[], read: readonly ReadMember[]): MergedMembers {
  const known = new Map(existing.map((member) => [member.id, member]))
  const changed: MemberFacts[] = []
  const addressDiffers: AddressDifference[] = []
  for (const { id, name, address, role, standing } of read) {
    const before = known.get(id)
    if (!before) {
      changed.push({ id, name: name ?? id, address: address ?? null, role: role ?? 'member', ...(standing && { standing }) })
      continue
    }
    if (address !== undefined && address !== before.address) {
      addressDiffers.push({ memberId: id, name: before.name, from: before.address, to: address })
    }
    const after = { ...before, name: name ?? before.name, role: role ?? before.role, ...(standing && { standing }) }
    const isSameStanding = standing === undefined || JSON.stringify(standing) === JSON.stringify(before.standing)
    if (after.name !== before.name || after.role !== before.role || !isSameStanding) changed.push(after)
  }
  return { changed, addressDiffers }
}
