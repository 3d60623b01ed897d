import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { recordOf } from '#core/records/recordState'
import { CommonmastDatabase } from './database'
import { newMemory, writeMemory } from './kernelMemory'
import { transact } from './transact'
import { operationsIn } from './writeOperations'

const at = '2026-01-01T00:00:00.000Z'
const hotspot = (id: string, name = id) => ({
  id,
  name,
  network: 'helium',
  owner: null,
  lat: 50,
  lng: 20,
  h3: '8c1e2e6841a31ff',
  place: null,
  groups: [] as string[],
  importId: null,
  createdAt: at,
  updatedAt: at,
})
const act = { kind: 'test', title: 'A test' }

let db: CommonmastDatabase
let count = 0

beforeEach(async () => {
  db = new CommonmastDatabase(`transact-${count++}`)
  await db.open()
  await writeMemory(db, newMemory())
})

const operations = async () => (await db.operations.toArray()).flatMap((entry) => operationsIn(entry))

describe('transact', () => {
  test('[RC1] writes records and the operations that say the same', async () => {
    const { operations: written } = await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('a')))
    expect(written).toBe(1)
    expect(recordOf((await db.hotspots.get('a')) ?? {})).toEqual(hotspot('a'))
    expect((await operations()).map(({ table, n }) => [table, n])).toEqual([
      ['acts', 1],
      ['hotspots', 2],
    ])
  })

  test('[RC2] nothing changed, nothing written', async () => {
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('a')))
    const before = (await operations()).length
    const again = await transact(db, act, ['hotspots'], (records) =>
      records.put('hotspots', { ...hotspot('a'), updatedAt: '2027-01-01T00:00:00.000Z' }),
    )
    expect(again).toMatchObject({ actId: null, operations: 0 })
    expect((await operations()).length).toBe(before)
  })

  test('[RC3] nobody writes a shared table around it', async () => {
    await expect(db.hotspots.put(hotspot('a') as never)).rejects.toThrow('record kernel only')
    await expect(db.hotspots.clear()).rejects.toThrow('record kernel only')
    await expect(db.transaction('rw', db.hotspots, () => db.hotspots.bulkPut([hotspot('a')] as never[]))).rejects.toThrow(
      'record kernel only',
    )
    expect(await db.hotspots.count()).toBe(0)
  })

  test('[RC4] two writers of one record at once leave what the log says', async () => {
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('z')))
    await Promise.all([
      transact(db, act, ['hotspots'], (records) => records.patch('hotspots', 'z', { name: 'renamed' })),
      transact(db, act, ['hotspots'], (records) => records.patch('hotspots', 'z', { owner: 'ada' })),
    ])
    expect(await db.hotspots.get('z')).toMatchObject({ name: 'renamed', owner: 'ada' })
    const said = Object.assign({}, ...(await operations()).filter(({ key }) => key === 'z').map(({ set }) => set))
    expect(said).toMatchObject({ name: 'renamed', owner: 'ada' })
  })

  test('[RC5] a record that does not fit its schema writes nothing and names the field', async () => {
    await expect(
      transact(db, act, ['hotspots'], async (records) => {
        await records.put('hotspots', hotspot('a'))
        await records.put('hotspots', { ...hotspot('b'), lat: 91 })
      }),
    ).rejects.toMatchObject({ code: 'data.invalid-record', field: 'lat' })
    expect(await db.hotspots.count()).toBe(0)
    expect(await db.operations.count()).toBe(0)
  })

  test('one wrong record among many chunks leaves nothing behind', async () => {
    const many = Array.from({ length: 7_000 }, (_, index) => ({ ...hotspot(`h${index}`), lat: index === 100 ? 91 : 50 }))
    await expect(transact(db, act, ['hotspots'], (records) => records.putAll('hotspots', many))).rejects.toMatchObject({
      code: 'data.invalid-record',
      field: 'lat',
    })
    expect([await db.hotspots.count(), await db.operations.count()]).toEqual([0, 0])
  })

  test('a field can be taken out, and what a newer version keeps in a record stays', async () => {
    await transact(db, act, ['hotspots'], (records) =>
      records.put('hotspots', { ...hotspot('a'), since: at, newer: { kept: true } } as never),
    )
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('a', 'B')))
    const row = (await db.hotspots.get('a')) as unknown as Record<string, unknown>
    expect(row).toMatchObject({ name: 'B', newer: { kept: true } })
    expect('since' in row).toBe(false)
  })

  test('a row that was read is written back without its stamps', async () => {
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('a')))
    const row = await db.hotspots.get('a')
    if (!row) throw new Error('not written')
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', { ...row, name: 'B' }))
    expect((await operations()).at(-1)?.set).toEqual({ name: 'B', updatedAt: expect.any(String) })
  })

  test('a removed record is kept beside the tables and comes back whole', async () => {
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', { ...hotspot('a'), groups: ['harbour'] }))
    await transact(db, act, ['hotspots'], (records) => records.remove('hotspots', ['a']))
    expect([await db.hotspots.count(), await db.shadows.count()]).toEqual([0, 1])
    await transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('a', 'again')))
    expect(await db.hotspots.get('a')).toMatchObject({ name: 'again', groups: [] })
    expect(await db.shadows.count()).toBe(0)
  })

  test('a fact stays as it is', async () => {
    const contribution = { id: 'p:a', periodId: 'p', hotspotKey: 'a', name: 'A', amountBaseUnits: '5' }
    const put = (amountBaseUnits: string) =>
      transact(db, act, ['contributions'], (records) => records.put('contributions', { ...contribution, amountBaseUnits }))
    await put('5')
    expect(await put('5')).toMatchObject({ operations: 0 })
    await expect(put('6')).rejects.toMatchObject({ code: 'data.fact' })
    await expect(
      transact(db, act, ['contributions'], (records) => records.remove('contributions', ['p:a'])),
    ).rejects.toMatchObject({ code: 'data.fact' })
  })

  test('a cancelled transaction changes nothing', async () => {
    const signal = AbortSignal.abort()
    await expect(
      transact(db, act, ['hotspots'], (records) => records.put('hotspots', hotspot('a')), { signal }),
    ).rejects.toMatchObject({ code: 'data.cancelled' })
    expect(await db.hotspots.count()).toBe(0)
  })
})
