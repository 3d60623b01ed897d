/** What the records know of addresses: whose they are, which were paid, which are contracts, and what was confirmed. */
import { endsOf, isSameAddress } from '#core/model/lookAlikes'
import type { Member } from '#core/model/records'
import { type CodeAtAddresses, codeAtAddresses, isContractAt } from '#core/treasury/addresses/codeAtAddresses'
import { type AddressFinding, examineAddress } from '#core/treasury/addresses/examineAddress'
import { type KnownContract, knownContracts } from '#core/treasury/addresses/knownContracts'
import { type AddressStanding, addressStanding, paidAddresses } from '#core/treasury/addresses/paidAddresses'
import type { AddressConfirmationRecord } from '#core/treasury/model/treasuryRecords'
import type { CommonmastDatabase } from '../records/database'
import { readSeenCode } from './seenCode'

type KnownMember = Pick<Member, 'id' | 'name' | 'address'>

export interface AddressContext {
  members: readonly KnownMember[]
  /** By the ends of their addresses, so that a book of thousands is not held against itself row by row. */
  byEnds: ReadonlyMap<string, readonly KnownMember[]>
  contracts: readonly KnownContract[]
  /** By member's id: where they were paid, the latest last. Practice is left out. */
  paid: ReadonlyMap<string, readonly string[]>
  confirmations: readonly AddressConfirmationRecord[]
  /** As the newest snapshots told it. */
  code: CodeAtAddresses
}

export async function readAddressContext(db: CommonmastDatabase): Promise<AddressContext> {
  const [members, treasuries, tokens, signatures, payouts, moves, confirmations, seen] = await Promise.all([
    db.members.toArray(),
    db.treasuries.toArray(),
    db.tokens.toArray(),
    db.signatures.toArray(),
    db.payouts.toArray(),
    db.payoutMoves.toArray(),
    db.addressConfirmations.toArray(),
    readSeenCode(db),
  ])
  return {
    members,
    byEnds: membersByEnds(members),
    contracts: knownContracts(treasuries, tokens),
    paid: paidAddresses({ signatures, payouts, moves, practice: false }),
    confirmations,
    code: codeAtAddresses(seen),
  }
}

/** The context with members of a file beside those that are here, so that the file is also held against itself. */
export function withMembersOfFile(
  context: AddressContext,
  read: readonly { id: string; name?: string | undefined; address?: string | null | undefined }[],
): AddressContext {
  const known = new Map(context.members.map(({ id, address }) => [id, address]))
  const said = read.flatMap(({ id, name, address = null }) => {
    const before = known.get(id) ?? null
    if (address === null || (before !== null && isSameAddress(before, address))) return []
    return [{ id, name: name ?? id, address }]
  })
  return withMembers(context, [...context.members, ...said])
}

/** The context with these members instead of its own. */
export function withMembers(context: AddressContext, members: readonly KnownMember[]): AddressContext {
  return { ...context, members, byEnds: membersByEnds(members) }
}

/** While nothing is known yet: what an address says of itself is told all the same. */
export const NOTHING_KNOWN: AddressContext = {
  members: [],
  byEnds: new Map(),
  contracts: [],
  paid: new Map(),
  confirmations: [],
  code: new Map(),
}

function membersByEnds(members: readonly KnownMember[]): Map<string, KnownMember[]> {
  const byEnds = new Map<string, KnownMember[]>()
  for (const member of members) {
    if (member.address === null) continue
    const ends = endsOf(member.address)
    const alike = byEnds.get(ends)
    if (alike) alike.push(member)
    else byEnds.set(ends, [member])
  }
  return byEnds
}

/** @param who the member whose address it is to be; the id is null for a new one */
export function examineMemberAddress(
  context: AddressContext,
  who: { id: string | null; name: string },
  address: string,
): AddressFinding[] {
  return examineAddress(address, {
    memberId: who.id,
    name: who.name,
    members: context.byEnds.get(endsOf(address)) ?? [],
    contracts: context.contracts,
    paidAt: (who.id !== null && context.paid.get(who.id)) || [],
    isContract: isContractAt(context.code, address),
  })
}

export function standingOfAddress(context: AddressContext, member: Pick<Member, 'id' | 'address'>): AddressStanding {
  return addressStanding(member, context.paid.get(member.id) ?? [], context.confirmations)
}
