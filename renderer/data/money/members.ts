import type { Member } from '#core/model/records'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

export type MemberFields = Pick<Member, 'name' | 'role' | 'address'>

/**
 * Adds a member, or writes what was changed of one since it was opened. Where somebody is paid is an act of its own, so
 * that a change of it is seen for what it is and can be taken back alone.
 * @throws Problem `data.*`
 */
export async function saveMember(opened: Member | null, fields: MemberFields): Promise<void> {
  if (opened === null) return addMember(fields)
  const { address, ...others } = fields
  await reviseMember(opened, others)
  await changeAddress(opened, address)
}

async function addMember(fields: MemberFields): Promise<void> {
  const at = nowText()
  const act = { kind: 'member', title: `${fields.name} added to the members, ${paidAt(fields.address)}` }
  await transact(db, act, ['members'], (records) =>
    records.put('members', { id: newId(), ...fields, createdAt: at, updatedAt: at }),
  )
}

async function reviseMember(opened: Member, fields: Omit<MemberFields, 'address'>): Promise<void> {
  const title = opened.name === fields.name ? `Member ${opened.name} changed` : `Member ${opened.name} renamed to ${fields.name}`
  await transact(db, { kind: 'member', title }, ['members'], (records) => records.revise('members', opened, fields))
}

async function changeAddress(opened: Member, address: string | null): Promise<void> {
  if (opened.address === address) return
  await transact(db, { kind: 'address', title: 'Address of a member changed' }, ['members'], async (records) => {
    const before = await records.get('members', opened.id)
    await records.patch('members', opened.id, { address })
    if (before)
      records.nameAct(`Address of ${before.name} changed from ${addressText(before.address)} to ${addressText(address)}`)
  })
}

const addressText = (address: string | null) => address ?? 'none'
const paidAt = (address: string | null) => (address === null ? 'without an address' : `paid at ${address}`)
