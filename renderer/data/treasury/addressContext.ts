/** What the records know of addresses: whose they are, which were paid, which are contracts, and what was confirmed. */
import { isSameAddress } from '#core/model/lookAlikes'
import type { Member } from '#core/model/records'
import { type AddressFinding, examineAddress } from '#core/treasury/addresses/examineAddress'
import { type KnownContract, knownContracts } from '#core/treasury/addresses/knownContracts'
import { type AddressStanding, addressStanding, paidAddresses } from '#core/treasury/addresses/paidAddresses'
import type { AddressConfirmationRecord } from '#core/treasury/model/treasuryRecords'
import type { CommonmastDatabase } from '../records/database'

export interface AddressContext {
  members: readonly Pick<Member, 'id' | 'name' | 'address'>[]
  contracts: readonly KnownContract[]
  /** By member's id: where they were paid, the latest last. Practice is left out. */
  paid: ReadonlyMap<string, readonly string[]>
  confirmations: readonly AddressConfirmationRecord[]
}

export async function readAddressContext(db: CommonmastDatabase): Promise<AddressContext> {
  const [members, treasuries, tokens, signatures, payouts, moves, confirmations] = await Promise.all([
    db.members.toArray(),
    db.treasuries.toArray(),
    db.tokens.toArray(),
    db.signatures.toArray(),
    db.payouts.toArray(),
    db.payoutMoves.toArray(),
    db.addressConfirmations.toArray(),
  ])
  return {
    members,
    contracts: knownContracts(treasuries, tokens),
    paid: paidAddresses({ signatures, payouts, moves, practice: false }),
    confirmations,
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
  return { ...context, members: [...context.members, ...said] }
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
    members: context.members,
    contracts: context.contracts,
    paidAt: (who.id !== null && context.paid.get(who.id)) || [],
    isContract: null,
  })
}

export function standingOfAddress(context: AddressContext, member: Pick<Member, 'id' | 'address'>): AddressStanding {
  return addressStanding(member, context.paid.get(member.id) ?? [], context.confirmations)
}
