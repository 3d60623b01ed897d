/** What the address book marks an address with. */
import type { Member } from '#core/model/records'
import type { AddressFinding, AddressFindingKind } from '#core/treasury/addresses/examineAddress'
import type { AddressStanding } from '#core/treasury/addresses/paidAddresses'
import { type AddressContext, examineMemberAddress, standingOfAddress } from '../../../data/treasury/addressContext'

export interface AddressMark {
  label: string
  /** `wrong`: stop. `waiting`: something is to be done or known. `good`: proved. `plain`: a fact. */
  tone: 'wrong' | 'waiting' | 'good' | 'plain'
  /** In whole sentences. */
  message: string
}

export interface MarkedAddress {
  standing: AddressStanding
  marks: AddressMark[]
}

const LABELS: Partial<Record<AddressFindingKind, string>> = {
  malformed: 'No address',
  'no-checksum': 'No checksum',
  'wrong-checksum': 'Wrong checksum',
  zero: 'Zero address',
  'known-contract': 'Contract',
  contract: 'Contract',
  'looks-like-own': 'Looks like the old one',
  'looks-like-other': 'Looks like another',
  shared: 'Shared',
}

/** Marks of a member's address, the gravest first; none without an address. */
export function markedAddress(context: AddressContext, member: Pick<Member, 'id' | 'name' | 'address'>): MarkedAddress {
  const standing = standingOfAddress(context, member)
  const findings = member.address === null ? [] : examineMemberAddress(context, member, member.address)
  return { standing, marks: [...findings.flatMap(markOf), ...standingMarks(standing)] }
}

function markOf({ kind, severity, message }: AddressFinding): AddressMark[] {
  const label = LABELS[kind]
  if (label === undefined) return []
  return [{ label, message, tone: severity === 'refuse' || severity === 'stop' ? 'wrong' : 'waiting' }]
}

function standingMarks(standing: AddressStanding): AddressMark[] {
  switch (standing.kind) {
    case 'never-paid':
      return [{ label: 'New', tone: 'plain', message: 'Nothing was paid at this address yet.' }]
    case 'unconfirmed':
      return [
        {
          label: 'Changed, not confirmed',
          tone: 'waiting',
          message: `The last payout went to ${standing.previousAddress}. Nothing is paid here before somebody else confirms the change.`,
        },
      ]
    case 'confirmed':
      return [
        {
          label: 'Change confirmed',
          tone: 'good',
          message: `The last payout went to ${standing.previousAddress}; the change was confirmed on ${standing.confirmedAt.slice(0, 10)}.`,
        },
      ]
    case 'paid':
    case 'none':
      return []
  }
}
