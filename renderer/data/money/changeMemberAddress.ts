import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import type { CommonmastDatabase } from '../records/database'
import { transact } from '../records/transact'

export interface AddressMove {
  memberId: string
  /** As it was shown when the person decided; left out where only the new one counts. */
  from?: string | null
  to: string | null
}

/**
 * Changes where a member is paid, as an act of its own that says from where to where.
 * @returns the act, or null where the member is paid there already
 * @throws Problem `member.address-moved` where the address is no longer the one that was shown, or `data.*`
 */
export async function changeMemberAddress(db: CommonmastDatabase, { memberId, from, to }: AddressMove): Promise<string | null> {
  const act = { kind: 'address', title: 'Address of a member changed' }
  const { actId } = await transact(db, act, ['members'], async (records) => {
    const before = await records.get('members', memberId)
    if (before && from !== undefined && before.address !== to) refuseMoved(before, from)
    await records.patch('members', memberId, { address: to })
    if (before) records.nameAct(`Address of ${before.name} changed from ${before.address ?? 'none'} to ${to ?? 'none'}`)
  })
  return actId
}

/** @throws Problem `member.address-moved` where the member's address is another than was shown */
export function refuseMoved({ name, address }: Pick<Member, 'name' | 'address'>, shown: string | null): void {
  if (address === shown) return
  throw new Problem(
    'member.address-moved',
    `The address of ${name} was changed meanwhile, to ${address ?? 'none'}: look at it again before you change it.`,
    { field: 'address' },
  )
}
