import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { asWriteProblem, type Change, commitChanges, OUTBOX_OPERATIONS, operationsOf } from './commitChanges'
import { CommonmastDatabase } from './database'

let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('commit-test')
  await db.open()
})
afterEach(() => db.delete())

const hotspot = (id: string, over: Partial<Hotspot> = {}): Hotspot => ({
  id,
  name: `Hotspot ${id}`,
  network: 'helium',
  owner: null,
  lat: null,
  lng: null,
  h3: null,
  place: null,
  groups: [],
  importId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...over,
})
const put = (record: Hotspot): Change => ({ table: 'hotspots', key: record.id, record })
const outboxOps = async () => (await db.outbox.toArray()).flatMap(operationsOf)

test('a record and its operation are written together, under one clock reading', async () => {
  await commitChanges(db, [put(hotspot('a')), put(hotspot('b'))])
  expect(await db.hotspots.count()).toBe(2)
  const ops = await outboxOps()
  expect(ops.map(({ kind, table, key }) => [kind, table, key])).toEqual([
    ['set', 'hotspots', 'a'],
    ['set', 'hotspots', 'b'],
  ])
  expect(ops[0]?.patch).toEqual(hotspot('a'))
  expect(new Set(ops.map(({ t }) => t)).size).toBe(1)
})

test('each commit has a later clock reading than the one before', async () => {
  await commitChanges(db, [put(hotspot('a'))])
  await commitChanges(db, [put(hotspot('b'))])
  const [first, second] = await outboxOps()
  expect(first && second && first.t < second.t).toBe(true)
})

test('a patch puts only its own fields into the operation', async () => {
  await commitChanges(db, [put(hotspot('a'))])
  await commitChanges(db, [{ ...put(hotspot('a', { name: 'New' })), patch: { name: 'New' } }])
  expect((await outboxOps()).at(-1)?.patch).toEqual({ name: 'New' })
  expect((await db.hotspots.get('a'))?.name).toBe('New')
})

test('a deletion is an operation without a patch', async () => {
  await commitChanges(db, [put(hotspot('a'))])
  await commitChanges(db, [{ table: 'hotspots', key: 'a', record: null }])
  expect(await db.hotspots.count()).toBe(0)
  expect((await outboxOps()).at(-1)).toMatchObject({ key: 'a', patch: null })
})

test('many changes are kept in entries of at most 200 operations', async () => {
  await commitChanges(
    db,
    Array.from({ length: 450 }, (_, index) => put(hotspot(`h${index}`))),
  )
  expect((await db.outbox.toArray()).map((entry) => operationsOf(entry).length)).toEqual([200, 200, 50])
})

test('when any part fails, nothing of it stays: no record, no operation, no clock', async () => {
  const failing = commitChanges(db, [put(hotspot('a'))], {
    also: async () => {
      throw new Error('the last step failed')
    },
  })
  await expect(failing).rejects.toMatchObject({ code: 'data.write-failed' })
  expect(await db.hotspots.count()).toBe(0)
  expect(await db.outbox.count()).toBe(0)
  expect(await db.meta.get('clock')).toBeUndefined()
})

test('cancelling half way leaves nothing behind', async () => {
  const canceller = new AbortController()
  const seen: number[] = []
  const cancelled = commitChanges(
    db,
    Array.from({ length: 5_000 }, (_, index) => put(hotspot(`h${index}`))),
    {
      signal: canceller.signal,
      onProgress: (done) => {
        seen.push(done)
        canceller.abort()
      },
    },
  )
  await expect(cancelled).rejects.toMatchObject({ code: 'data.cancelled' })
  expect(seen).toEqual([2_000])
  expect(await db.hotspots.count()).toBe(0)
  expect(await db.outbox.count()).toBe(0)
})

test('a full disk is said as such, also when Dexie wraps it', () => {
  const full = new DOMException('no room', 'QuotaExceededError')
  const codes = [full, { name: 'AbortError', inner: full }, new Error('anything else')].map(
    (thrown) => (asWriteProblem(thrown) as Problem).code,
  )
  expect(codes).toEqual(['data.disk-full', 'data.disk-full', 'data.write-failed'])
})

test('the number of waiting operations is kept beside them', async () => {
  await commitChanges(db, [put(hotspot('a')), put(hotspot('b'))])
  await commitChanges(db, [{ table: 'hotspots', key: 'a', record: null }])
  expect((await db.meta.get(OUTBOX_OPERATIONS))?.value).toBe((await outboxOps()).length)
})
