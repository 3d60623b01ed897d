import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import type { Standing } from '#core/model/terms'
import { standingText } from '#core/words/standingText'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'
import { changeMemberAddress } from './changeMemberAddress'

/** Longer than any chain of heirs that is meant. */
const PASSED_ON_AT_MOST = 100

export type MemberFields = Pick<Member, 'name' | 'role' | 'address' | 'standing'>

/**
 * Adds a member, or writes what was changed of one since it was opened. Where somebody is paid, and whether, are acts of their
 * own, so that a change of them is seen for what it is and can be taken back alone.
 * @throws Problem `data.*`
 */
export async function saveMember(opened: Member | null, fields: MemberFields): Promise<void> {
  if (opened === null) return addMember(fields)
  const { address, standing, ...others } = fields
  await reviseMember(opened, others)
  // A form that does not ask for it says nothing of it.
  if ('standing' in fields) await changeStanding(opened, standing ?? { kind: 'active' })
  await changeAddress(opened, address)
}

async function addMember({ standing, ...fields }: MemberFields): Promise<void> {
  const at = nowText()
  const isPaid = standing === undefined || standing.kind === 'active'
  const act = { kind: 'member', title: `${fields.name} added to the members, ${paidAt(fields.address)}` }
  await transact(db, act, ['members'], (records) =>
    records.put('members', { id: newId(), ...fields, ...(isPaid ? null : { standing }), createdAt: at, updatedAt: at }),
  )
}

async function reviseMember(opened: Member, fields: Omit<MemberFields, 'address' | 'standing'>): Promise<void> {
  const title = opened.name === fields.name ? `Member ${opened.name} changed` : `Member ${opened.name} renamed to ${fields.name}`
  await transact(db, { kind: 'member', title }, ['members'], (records) => records.revise('members', opened, fields))
}

async function changeStanding(opened: Member, standing: Standing): Promise<void> {
  const act = { kind: 'standing', title: `${opened.name}: ${standingText(standing)}` }
  await transact(db, act, ['members'], async (records) => {
    // Whoever is paid as usual has no standing on record.
    await records.revise('members', opened, { standing: standing.kind === 'active' ? undefined : standing })
    const member = await records.get('members', opened.id)
    if (!member) return
    await refuseHeirsInCircle(records, member)
    records.nameAct(`${member.name}: ${standingText(standing)}`)
  })
}

/** @throws Problem `member.heirs-in-circle` */
async function refuseHeirsInCircle(records: RecordTransaction, member: Member): Promise<void> {
  const passed = [member.name]
  let one: Member | undefined = member
  while (one?.standing?.kind === 'left' && one.standing.afterwards.kind === 'to-member') {
    one = await records.get('members', one.standing.afterwards.memberId)
    if (one?.id === member.id || passed.length > PASSED_ON_AT_MOST) {
      throw new Problem(
        'member.heirs-in-circle',
        `What ${member.name} is due would go round in a circle (${passed.join(', ')}): choose somebody who is paid.`,
        { field: 'standing' },
      )
    }
    if (one) passed.push(one.name)
  }
}

async function changeAddress(opened: Member, address: string | null): Promise<void> {
  if (opened.address === address) return
  await changeMemberAddress(db, { memberId: opened.id, to: address })
}

const paidAt = (address: string | null) => (address === null ? 'without an address' : `paid at ${address}`)
