import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { isBeyond } from '#core/records/hybridClock'
import { correctClock } from './correctClock'
import { CommonmastDatabase } from './database'
import { newMemory, readMemory, writeMemory } from './kernelMemory'
import { receiveOperations } from './receiveOperations'
import { readLog } from './replayLog'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'
import { transact } from './transact'

const act = { kind: 'test', title: 'A test' }
const now = Date.UTC(2026, 11, 1)
const wrong = Date.UTC(2099, 0, 1)
const hotspot = (id: string, name = id) => ({
  id,
  name,
  network: 'helium',
  owner: null,
  lat: null,
  lng: null,
  h3: null,
  place: null,
  groups: ['harbour'],
  importId: null,
  createdAt: '2026-12-01T00:00:00.000Z',
  updatedAt: '2026-12-01T00:00:00.000Z',
})

afterEach(() => vi.useRealTimers())

async function open(name: string) {
  const db = new CommonmastDatabase(name)
  await db.open()
  await writeMemory(db, newMemory())
  return db
}

const put = (db: CommonmastDatabase, id: string, name?: string) =>
  transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot(id, name)))

test('[OP6] a clock that was once at 2099 does not stay there, and what it stamped is stamped again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const db = await open('clock-2099')
  vi.setSystemTime(now)
  await put(db, 'a')
  vi.setSystemTime(wrong)
  await put(db, 'b')
  await transact(db, act, ['hotspots'], (records) => records.patch('hotspots', 'a', { groups: [], name: 'from 2099' }))
  vi.setSystemTime(now + 60_000)
  expect(await correctClock(db)).toBe(4)
  const log = await readLog(db)
  expect(log.filter(({ t }) => isBeyond(t, now + 60_000))).toEqual([])
  expect(log.map(({ n }) => n).sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6])
  await expectLogEqualsTables(db)
  await put(db, 'b', 'changed today')
  expect(await db.hotspots.get('b')).toMatchObject({ name: 'changed today' })
  expect(await db.hotspots.get('a')).toMatchObject({ name: 'from 2099', groups: [] })
  expect((await readMemory(db)).clock.far).toBeNull()
  await expectLogEqualsTables(db)
})

test('[OP6] what was stamped ahead can be changed at once, even before it is stamped again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const db = await open('clock-ahead')
  vi.setSystemTime(wrong)
  await put(db, 'a')
  vi.setSystemTime(now)
  await put(db, 'a', 'today')
  await put(db, 'new')
  expect(await db.hotspots.get('a')).toMatchObject({ name: 'today' })
  const [, , , , newAct] = (await readLog(db)).sort((one, other) => one.n - other.n)
  expect(newAct && isBeyond(newAct.t, now)).toBe(false)
  expect(await correctClock(db)).toBe(4)
  await expectLogEqualsTables(db)
})

test('[OP6] a clock that shows a time before this program was made corrects nothing', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const db = await open('clock-1970')
  vi.setSystemTime(now)
  await put(db, 'a')
  vi.setSystemTime(1_000)
  expect(await correctClock(db)).toBe(0)
  await put(db, 'a', 'on a board without a battery')
  expect(await db.hotspots.get('a')).toMatchObject({ name: 'on a board without a battery' })
  await expectLogEqualsTables(db)
})

test('[OP6] what changes a record that another laptop has from a wrong future stays later than that', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const [db, other] = [await open('clock-after-other'), await open('clock-other')]
  vi.setSystemTime(wrong)
  await put(other, 'b', 'of 2099')
  vi.setSystemTime(now)
  await receiveOperations(db, await readLog(other))
  await put(db, 'b', 'changed today')
  await put(db, 'c')
  expect(await correctClock(db)).toBe(0)
  await receiveOperations(other, await readLog(db))
  for (const each of [db, other]) {
    expect(await each.hotspots.get('b')).toMatchObject({ name: 'changed today' })
    await expectLogEqualsTables(each)
  }
})
