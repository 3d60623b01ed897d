import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { CommonmastDatabase } from './database'
import { openRecords } from './openRecords'
import { readExisting, readInPages } from './readInPages'
import { transact } from './transact'

test('pages give the same records in the same order as one read, whatever the count', async () => {
  const at = '2026-01-01T00:00:00.000Z'
  const member = (index: number) => ({ id: `m${index}`, name: 'M', address: null, role: 'host', createdAt: at, updatedAt: at })
  for (const count of [0, 1, 1_999, 2_000, 2_001, 4_000]) {
    const db = new CommonmastDatabase(`pages-test-${count}`)
    await openRecords(db)
    const members = Array.from({ length: count }, (_, index) => member(index))
    await transact(db, { kind: 'test', title: 'Members' }, ['members'], (records) => records.putAll('members', members))
    expect(await readInPages(db.members)).toEqual(await db.members.toArray())
    expect(await db.members.count()).toBe(count)
    const existing = await readExisting(db.members, ['m1', 'gone', 'm3999'])
    expect([...existing.keys()]).toEqual(['m1', 'm3999'].filter((id) => Number(id.slice(1)) < count))
    await db.delete()
  }
})
