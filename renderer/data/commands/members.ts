import type { Member } from '#core/model/records'
import { newId, nowText } from '../records/newId'
import { patchRecord, putRecords } from './putRecords'

export type MemberFields = Pick<Member, 'name' | 'role' | 'address'>

/** Adds a member, or changes these fields of one. @throws Problem `data.*`. */
export async function saveMember(memberId: string | null, fields: MemberFields): Promise<void> {
  if (memberId !== null) return patchRecord('members', memberId, fields)
  const at = nowText()
  await putRecords('members', [{ id: newId(), ...fields, createdAt: at, updatedAt: at }])
}
