/** What a file would change of where members are paid, what is to be said of it, and the changes that a person confirmed. */
import type { FileProblem } from '#core/files/fileProblem'
import type { ReadMember } from '#core/rewards/agreementsReading'
import type { AddressDifference, MergedMembers } from '#core/rewards/mergeMembers'
import { type AddressFinding, isRefused } from '#core/treasury/addresses/examineAddress'
import { refuseMoved } from '../money/changeMemberAddress'
import type { CommonmastDatabase } from '../records/database'
import { type AddressContext, examineMemberAddress, withMembersOfFile } from '../treasury/addressContext'
import type { AddressChange, NewAddress } from './importPreview'
import { mayConfirm } from './mayConfirm'

export interface ExaminedAddresses {
  addressChanges: AddressChange[]
  newAddresses: NewAddress[]
  /** New members at an address where money would be lost. */
  problems: FileProblem[]
}

/** @param merged the file's members against those that are here */
export function examineAddresses(
  known: AddressContext,
  read: readonly ReadMember[],
  { addressDiffers, changed }: MergedMembers,
): ExaminedAddresses {
  const context = withMembersOfFile(known, read)
  const addressChanges = addressDiffers.map((difference) => {
    const { memberId, name, to } = difference
    return { ...difference, findings: to === null ? [] : examineMemberAddress(context, { id: memberId, name }, to) }
  })
  const here = new Set(known.members.map(({ id }) => id))
  const newAddresses = changed.flatMap(({ id, name, address }): NewAddress[] => {
    if (here.has(id) || address === null) return []
    const findings = examineMemberAddress(context, { id, name }, address).filter(({ severity }) => severity !== 'note')
    return findings.length > 0 ? [{ memberId: id, name, address, findings }] : []
  })
  const problems = newAddresses
    .filter(({ findings }) => isRefused(findings))
    .map(({ name, address, findings }) => ({ line: null, field: 'address', message: refusalOf(name, address, findings) }))
  return { addressChanges, newAddresses, problems }
}

/**
 * The changes that were confirmed of those that the file offers; nothing else is made, whatever is asked for.
 * @throws Problem `member.address-moved` where one is no longer as it was shown
 */
export async function confirmedChanges(
  db: CommonmastDatabase,
  offered: readonly AddressChange[],
  confirmed: readonly AddressDifference[],
): Promise<AddressChange[]> {
  const chosen = offered.filter(
    (change) => mayConfirm(change) && confirmed.some(({ memberId, from, to }) => sameChange(change, { memberId, from, to })),
  )
  for (const { memberId, from } of chosen) {
    const member = await db.members.get(memberId)
    if (member) refuseMoved(member, from)
  }
  return chosen
}

function sameChange(change: AddressChange, { memberId, from, to }: Omit<AddressDifference, 'name'>): boolean {
  return change.memberId === memberId && change.from === from && change.to === to
}

function refusalOf(name: string, address: string, findings: readonly AddressFinding[]): string {
  const refused = findings.find(({ severity }) => severity === 'refuse')
  return `${name} cannot be paid at ${address}. ${refused?.message ?? ''}`
}
