import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { applyOperations } from '#core/records/applyOperations'
import { type Operation, SCHEMA_VERSION } from '#core/records/operation'
import { type Row, rowOf } from '#core/records/recordState'
import { mergePlans } from '#core/records/recordTables'
import { CommonmastDatabase } from './database'
import { newMemory, readMemory, writeMemory } from './kernelMemory'
import { receiveOperations } from './receiveOperations'
import { expectLogEqualsTables } from './testing/expectLogEqualsTables'
import { transact } from './transact'
import { operationsIn } from './writeOperations'

const at = '2026-01-01T00:00:00.000Z'
const hotspot = (id: string, name = id) => ({
  ...{ id, name, network: 'helium', owner: null, lat: 50, lng: 20, h3: '8c1e2e6841a31ff', place: null },
  ...{ groups: [] as string[], importId: null, createdAt: at, updatedAt: at },
})
const act = { kind: 'test', title: 'A test' }

let a: CommonmastDatabase
let b: CommonmastDatabase
let count = 0

async function opened(name: string): Promise<CommonmastDatabase> {
  const db = new CommonmastDatabase(`receive-${name}-${count++}`)
  await db.open()
  await writeMemory(db, newMemory())
  return db
}

beforeEach(async () => {
  a = await opened('a')
  b = await opened('b')
})

const logOf = async (db: CommonmastDatabase) => (await db.operations.toArray()).flatMap((entry) => operationsIn(entry))
const rowsOf = (db: CommonmastDatabase) => Promise.all([db.hotspots.toArray(), db.acts.toArray(), db.shadows.toArray()])

async function workOn(db: CommonmastDatabase): Promise<void> {
  const many = Array.from({ length: 450 }, (_, index) => hotspot(`h${String(index).padStart(3, '0')}`))
  await transact(db, act, ['hotspots'], (records) => records.putAll('hotspots', many))
  await transact(db, act, ['hotspots'], (records) => records.patch('hotspots', 'h001', { groups: ['harbour'], name: 'One' }))
  await transact(db, act, ['hotspots'], (records) => records.remove('hotspots', ['h002']))
}

test('who receives all operations holds the same records, in whatever order they came', async () => {
  await workOn(a)
  const log = await logOf(a)
  expect(await receiveOperations(b, log.toReversed())).toEqual({ added: log.length, refused: 0, unknown: 0 })
  expect(await rowsOf(b)).toEqual(await rowsOf(a))
  expect(await logOf(b)).toEqual(log)
  const packed = (await b.operations.toArray()).filter((entry) => entry.packed)
  expect(packed.length).toBeGreaterThan(0)
})

test('what is here already changes nothing, also when it comes together with what is new', async () => {
  await workOn(a)
  const log = await logOf(a)
  await receiveOperations(b, log.slice(0, 300))
  expect(await receiveOperations(b, [...log, ...log])).toMatchObject({ added: log.length - 300 })
  expect(await receiveOperations(b, log)).toMatchObject({ added: 0 })
  expect((await logOf(b)).length).toBe(log.length)
  expect(await rowsOf(b)).toEqual(await rowsOf(a))
})

test('replaying the log gives the rows that are in the database', async () => {
  await workOn(a)
  await receiveOperations(b, await logOf(a))
  await transact(b, act, ['hotspots'], (records) => records.patch('hotspots', 'h001', { owner: 'ada' }))
  const states = applyOperations(mergePlans, new Map(), await logOf(b)).changed.get('hotspots')
  for (const row of (await b.hotspots.toArray()) as unknown as Row[]) {
    const state = states?.get(row.id as string)
    expect(state && rowOf(state)).toEqual(row)
  }
})

test('a change made after receiving is later than what was received, though our clock is behind', async () => {
  await workOn(a)
  const log = (await logOf(a)).map((operation) => ({ ...operation, t: later(operation.t) }))
  await receiveOperations(b, log)
  await transact(b, act, ['hotspots'], (records) => records.put('hotspots', hotspot('own')))
  const own = (await logOf(b)).find(({ key }) => key === 'own')
  expect(own && log.every(({ t }) => t < own.t)).toBe(true)
})

/** A minute later, within what two clocks may differ. */
function later(t: string): string {
  const ms = Number.parseInt(t.slice(0, 12), 16) + 60_000
  return `${ms.toString(16).padStart(12, '0')}${t.slice(12)}`
}

const operation = (n: number, rest: Partial<Operation>): Operation => ({
  ...{ actor: 'other', n, t: '0190a0000000-0000', table: 'hotspots', key: 'a', schemaV: SCHEMA_VERSION },
  ...rest,
})
const { id: _id, groups: _groups, ...fields } = hotspot('a')
const whole = { ...fields, groups: { add: [] } }

test('what a table does not allow changes nothing and is shown', async () => {
  const received = await receiveOperations(b, [
    operation(1, { set: whole }),
    operation(2, { t: '0190a0000001-0000', set: { lat: 95, lng: 1, h3: null } }),
    operation(3, { t: '0190a0000002-0000', set: { groups: ['harbour'] } }),
    operation(4, { t: '0190a0000003-0000', set: { lat: 5 } }),
  ])
  expect(received).toEqual({ added: 4, refused: 3, unknown: 0 })
  expect(await b.hotspots.get('a')).toMatchObject({ lat: 50, groups: [] })
  expect((await b.quarantine.toArray()).map(({ reason }) => reason).sort()).toEqual([
    'invalid-value',
    'no-such-form',
    'part-of-together',
  ])
})

test('another operation under a number that was used is shown and not applied', async () => {
  await receiveOperations(b, [operation(1, { set: whole })])
  const received = await receiveOperations(b, [operation(1, { set: { ...whole, name: 'forged' } })])
  expect(received).toEqual({ added: 0, refused: 1, unknown: 0 })
  expect((await b.hotspots.get('a'))?.name).toBe('a')
  expect(await b.quarantine.toArray()).toMatchObject([{ reason: 'second-operation', fields: { name: 'forged' } }])
})

test('tables of a newer version wait in the log', async () => {
  const newer = operation(1, { table: 'ballots', set: { yes: true } })
  expect(await receiveOperations(b, [newer])).toEqual({ added: 1, refused: 0, unknown: 1 })
  expect(await logOf(b)).toEqual([newer])
})

test('numbers of our own that come back are not given out again', async () => {
  const { actor } = await readMemory(b)
  await receiveOperations(b, [operation(7, { actor, set: whole })])
  await transact(b, act, ['hotspots'], (records) => records.put('hotspots', hotspot('b')))
  expect((await logOf(b)).filter((each) => each.actor === actor).map(({ n }) => n)).toEqual([7, 8, 9])
})

test('it works within a transaction of its caller, and a cancelled one changes nothing', async () => {
  await workOn(a)
  const log = await logOf(a)
  await expect(receiveOperations(b, log, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'data.cancelled' })
  const failed = b.transaction('rw', b.tables, async () => {
    await receiveOperations(b, log)
    throw new Error('the caller fails')
  })
  await expect(failed).rejects.toThrow('the caller fails')
  expect([await b.hotspots.count(), await b.operations.count()]).toEqual([0, 0])
})

test('[RC8] a record that arrived in two parts is shown, and leaves nothing behind of the time when it was not', async () => {
  const { name, ...others } = whole
  await receiveOperations(b, [operation(1, { set: { name } })])
  expect(await b.shadows.count()).toBe(1)
  await receiveOperations(b, [operation(2, { set: others })])
  expect(await b.hotspots.get('a')).toMatchObject({ name: 'a', lat: 50 })
  expect(await b.shadows.count()).toBe(0)
  await expectLogEqualsTables(b)
})
