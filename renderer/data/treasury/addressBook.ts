/** Changed addresses: asking somebody else to confirm one, answering such a request, and taking the answer in. */
import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback } from 'react'
import { contentDigest } from '#core/model/contentDigest'
import { isSameAddress } from '#core/model/lookAlikes'
import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { type AddressChangeRequest, addressChangeRequest } from '#core/treasury/addresses/addressChangeRequest'
import type { AddressFinding } from '#core/treasury/addresses/examineAddress'
import type { AddressConfirmation, AddressConfirmationFacts } from '#core/treasury/model/addressConfirmation'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import { checkAddressConfirmation } from '#core/treasury/payout/addressConfirmation'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { type AddressContext, examineMemberAddress, NOTHING_KNOWN, readAddressContext, standingOfAddress } from './addressContext'

/** Live; undefined while loading. */
export const useAddressContext = () => useLiveQuery(() => readAddressContext(db))

/** Examines an address as it is typed; members are told by their id, null for a new one. */
export function useExamineAddress(): ExamineAddress {
  const context = useAddressContext()
  return useCallback((who, address) => examineMemberAddress(context ?? NOTHING_KNOWN, who, address), [context])
}

export type ExamineAddress = (who: { id: string | null; name: string }, address: string) => AddressFinding[]

/** What is saved as a file for another installation. @throws Problem `address-change.nothing-to-confirm` */
export function requestFor(context: AddressContext, member: Member): AddressChangeRequest {
  const standing = standingOfAddress(context, member)
  if (standing.kind !== 'unconfirmed' || member.address === null) {
    throw new Problem('address-change.nothing-to-confirm', `The address of ${member.name} needs no confirmation.`)
  }
  return addressChangeRequest({
    memberId: member.id,
    memberName: member.name,
    previousAddress: standing.previousAddress,
    address: member.address,
    requestedAt: nowText(),
  })
}

/** What is confirmed of a request, now. */
export function confirmedFacts({ facts }: AddressChangeRequest): AddressConfirmationFacts {
  const { requestedAt: _asked, ...said } = facts
  return { ...said, confirmedAt: nowText() }
}

/** Answers a request with this installation's key. @param sign main's `treasury.confirmAddress` */
export function confirmRequest(
  request: AddressChangeRequest,
  sign: (facts: AddressConfirmationFacts) => Promise<AddressConfirmation>,
): Promise<AddressConfirmation> {
  return sign(confirmedFacts(request))
}

/**
 * Keeps a confirmation that counts here: genuine, by somebody else, and of a change that waits for one.
 * @param ownPublicKey of this installation, hex
 * @returns the member
 * @throws Problem `address-confirmation.*` or `data.*`
 */
export async function keepConfirmation(document: unknown, ownPublicKey: string | null): Promise<Member> {
  // What was practised confirms nothing: the keys of a training Ledger are everybody's.
  const real = (await db.treasuries.toArray()).filter(({ facts }) => !isPracticeChain(facts.chain))
  const owners = real.flatMap(({ facts }) => treasuryOwners(facts))
  const file = await checkAddressConfirmation(document, { ownPublicKey, owners })
  const { facts } = file
  const member = await db.members.get(facts.memberId)
  if (!member) {
    throw new Problem('address-confirmation.no-member', `${facts.memberName} is no member here: the confirmation is for others.`)
  }
  const standing = standingOfAddress(await readAddressContext(db), member)
  const isThis =
    (standing.kind === 'unconfirmed' || standing.kind === 'confirmed') &&
    isSameAddress(standing.previousAddress, facts.previousAddress) &&
    isSameAddress(member.address ?? '', facts.address)
  if (!isThis) {
    throw new Problem(
      'address-confirmation.other-change',
      `It confirms that ${facts.memberName} is paid at ${facts.address}, no longer at ${facts.previousAddress}; that is not the change that waits here. Ask for a confirmation of this one.`,
    )
  }
  const act = { kind: 'address', title: `New address of ${member.name} confirmed by somebody else` }
  await transact(db, act, ['addressConfirmations'], (records) =>
    records.put('addressConfirmations', {
      id: contentDigest(file),
      memberId: member.id,
      file,
      // Of the file alone, so that two who take it in keep the same fact.
      createdAt: facts.confirmedAt,
    }),
  )
  return member
}
