import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Hotspot } from '#core/model/records'
import { db } from '../records/openRecords'
import { openEmpty, operationsInLog, seedRecords } from '../records/testing/seedRecords'
import { setGroup } from './groups'

const at = '2026-01-01T00:00:00.000Z'
const hotspot = (id: string, groups: string[]): Hotspot => ({
  ...{ id, name: id, network: 'helium', owner: null, lat: null, lng: null, h3: null, place: null },
  ...{ groups, importId: null, createdAt: at, updatedAt: at },
})

const recordsById = (records: { id: string; groups: string[] }[]) =>
  Object.fromEntries(records.map(({ id, groups }) => [id, groups]))

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'hotspots', [hotspot('a', []), hotspot('b', ['harbour']), hotspot('c', ['ridge'])])
})

test('puts those into the group that are not in it, says how many, and writes the group alone', async () => {
  expect(await setGroup(['a', 'b', 'c', 'gone'], 'harbour', true)).toBe(2)
  expect((await db.hotspots.where('groups').equals('harbour').primaryKeys()).sort()).toEqual(['a', 'b', 'c'])
  expect((await db.acts.orderBy('createdAt').last())?.title).toBe('2 hotspots put into group harbour')
  expect((await operationsInLog(db)).at(-1)?.set).toEqual({ groups: { add: ['harbour'] }, updatedAt: expect.any(String) })
  expect(await setGroup(['b'], 'harbour', false)).toBe(1)
  expect((await db.acts.orderBy('createdAt').last())?.title).toBe('1 hotspot taken out of group harbour')
})

test('[AG6] what is taken out of a group is not left in it by its key', async () => {
  const grouped = (id: string, groups: string[]) => ({ id, groups, createdAt: at, updatedAt: at })
  await seedRecords(db, 'groupedHotspots', [grouped('b', ['harbour', 'ridge']), grouped('z', ['harbour'])])
  await setGroup(['b'], 'harbour', false)
  expect(recordsById(await db.groupedHotspots.toArray())).toEqual({ b: ['ridge'], z: ['harbour'] })
})

test('two windows that group one hotspot at once leave it in both groups', async () => {
  await Promise.all([setGroup(['a'], 'harbour', true), setGroup(['a'], 'ridge', true)])
  expect((await db.hotspots.get('a'))?.groups).toEqual(['harbour', 'ridge'])
})

test('nothing to change is no act', async () => {
  const before = await db.acts.count()
  expect(await setGroup(['b'], 'harbour', true)).toBe(0)
  expect(await db.acts.count()).toBe(before)
})
