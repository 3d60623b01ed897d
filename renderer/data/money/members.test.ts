import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Member } from '#core/model/records'
import { readActs } from '../history/readActs'
import { db } from '../records/openRecords'
import { openEmpty, recordIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { saveMember } from './members'

const at = '2026-01-01T00:00:00.000Z'
const OLD = '0x8ba1f109551bD432803012645Ac136ddd64DBA72'
const NEW = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
const ada: Member = { id: 'ada', name: 'Ada', address: OLD, role: 'host', createdAt: at, updatedAt: at }

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'members', [ada])
})

const titles = async () => (await readActs('', 100)).acts.map(({ title }) => title).reverse()

test('where somebody is paid changes as an act of its own, with both addresses in words, and is taken back alone', async () => {
  await saveMember(ada, { name: 'Ada L.', role: 'host', address: NEW })
  expect(await titles()).toEqual([
    'Seeded members',
    'Member Ada renamed to Ada L.',
    `Address of Ada L. changed from ${OLD} to ${NEW}`,
  ])
  const change = (await db.acts.toArray()).find(({ kind }) => kind === 'address')
  await undoAct(db, change?.id ?? '')
  expect(await recordIn(db, 'members', 'ada')).toMatchObject({ name: 'Ada L.', address: OLD })
})

test('a form that was open while another window changed the address does not put the old one back', async () => {
  await saveMember(ada, { name: 'Ada', role: 'host', address: NEW })
  await saveMember(ada, { name: 'Ada', role: 'treasurer', address: OLD })
  expect(await recordIn(db, 'members', 'ada')).toMatchObject({ role: 'treasurer', address: NEW })
})

test('a change says from where to where it really went', async () => {
  await saveMember(ada, { name: 'Ada', role: 'host', address: NEW })
  await saveMember(ada, { name: 'Ada', role: 'host', address: null })
  expect((await titles()).at(-1)).toBe(`Address of Ada changed from ${NEW} to none`)
})

test('saving what was opened writes nothing', async () => {
  await saveMember(ada, { name: 'Ada', role: 'host', address: OLD })
  expect(await titles()).toEqual(['Seeded members'])
})

test('a new member is said with the address, and one who is gone cannot be changed', async () => {
  await saveMember(null, { name: 'Ben', role: 'host', address: null })
  expect((await titles()).at(-1)).toBe('Ben added to the members, without an address')
  await expect(saveMember({ ...ada, id: 'gone' }, { name: 'X', role: '', address: NEW })).rejects.toMatchObject({
    code: 'data.not-found',
  })
})

test('[AC3] whether somebody is paid changes as an act of its own, and whoever is paid as usual has no standing on record', async () => {
  const fields = { name: 'Ada', role: 'host', address: OLD }
  await saveMember(ada, { ...fields, standing: { kind: 'suspended' } })
  expect(await titles()).toEqual(['Seeded members', 'Ada: suspended, held'])
  const suspended = await recordIn(db, 'members', 'ada')
  expect(suspended?.standing).toEqual({ kind: 'suspended' })
  await saveMember(suspended as Member, fields)
  expect((await recordIn(db, 'members', 'ada'))?.standing).toEqual({ kind: 'suspended' })
  await saveMember(suspended as Member, { ...fields, standing: { kind: 'active' } })
  expect(await recordIn(db, 'members', 'ada')).not.toHaveProperty('standing')
})

test('[AC6] heirs in a circle are refused as soon as they are named', async () => {
  const bo: Member = { ...ada, id: 'bo', name: 'Bo' }
  await seedRecords(db, 'members', [bo])
  const to = (memberId: string) => ({
    ...{ kind: 'left' as const, afterwards: { kind: 'to-member' as const, memberId, from: '2026-06-01T00:00:00.000Z' } },
  })
  await saveMember(bo, { name: 'Bo', role: 'host', address: OLD, standing: to('ada') })
  await expect(saveMember(ada, { name: 'Ada', role: 'host', address: OLD, standing: to('bo') })).rejects.toMatchObject({
    code: 'member.heirs-in-circle',
    message: expect.stringContaining('Ada, Bo'),
  })
  expect(await recordIn(db, 'members', 'ada')).not.toHaveProperty('standing')
})
