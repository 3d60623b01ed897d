import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { CommonmastDatabase } from './database'
import { readExisting, readInPages } from './readInPages'
import { openEmpty, seedRecords } from './testing/seedRecords'

test('pages give the same records in the same order as one read, whatever the count', async () => {
  const db = new CommonmastDatabase('pages-test')
  const at = '2026-01-01T00:00:00.000Z'
  const member = (index: number) => ({ id: `m${index}`, name: 'M', address: null, role: 'host', createdAt: at, updatedAt: at })
  for (const count of [0, 1, 1_999, 2_000, 2_001, 4_000]) {
    await openEmpty(db)
    if (count > 0)
      await seedRecords(
        db,
        'members',
        Array.from({ length: count }, (_, index) => member(index)),
      )
    expect(await readInPages(db.members)).toEqual(await db.members.toArray())
  }
  const existing = await readExisting(db.members, ['m1', 'gone', 'm3999'])
  expect([...existing.keys()]).toEqual(['m1', 'm3999'])
  expect(existing.get('m1')).toMatchObject(member(1))
  // Many keys: pages of which most are wanted, of which few are, and of which none is.
  const keys = Array.from({ length: 4_000 }, (_, index) => index).filter((index) => index < 1_200 || index === 3_500)
  const many = await readExisting(db.members, [...keys.map((index) => `m${index}`), 'gone'])
  expect([...many.keys()].sort()).toEqual(keys.map((index) => `m${index}`).sort())
  for (const [id, record] of many) expect(record.id).toBe(id)
  await db.delete()
})
