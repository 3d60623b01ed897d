/**
 * The members of a split: each id once, each address proved, and what is due to a member without an address held.
 * One address may serve two members (a household, say), but that is always shown. SPEC.md, rules [MB1] to [MB4].
 */
import { checkMemberAddress } from '../model/memberAddress'
import { Problem } from '../model/problem'

export interface MemberInput {
  id: string
  name: string
  /** EIP-55 checksummed, or Solana's base58; null where there is none. */
  address: string | null
}

/** Members by id. @throws Problem `member.duplicate`, or `address.*` naming the member. */
export function checkMembers<M extends MemberInput>(members: readonly M[]): Map<string, M> {
  const byId = new Map<string, M>()
  for (const member of members) {
    if (byId.has(member.id)) throw new Problem('member.duplicate', `Two members have the id "${member.id}": give one another id.`)
    if (member.address !== null) checkMemberAddress(member.address, `member "${member.name}"`, { field: `member ${member.id}` })
    byId.set(member.id, member)
  }
  return byId
}

/** Addresses that more than one member gave, with who they are; empty when every address is its member's own. */
export function sharedAddresses(members: readonly MemberInput[]): { address: string; memberIds: string[] }[] {
  const byAddress = new Map<string, string[]>()
  for (const { id, address } of members) {
    if (address !== null) byAddress.set(address, [...(byAddress.get(address) ?? []), id])
  }
  return [...byAddress].filter(([, ids]) => ids.length > 1).map(([address, memberIds]) => ({ address, memberIds }))
}
