import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Agreement, Hotspot, Member, Plan } from '#core/model/records'
import { CommonmastDatabase } from './database'
import { openEmpty, recordIn, seedRecords } from './testing/seedRecords'
import { transact } from './transact'
import { previewUndo, undoAct } from './undoAct'

const at = '2026-01-01T00:00:00.000Z'
const hotspot = (id: string, rest: Partial<Hotspot> = {}): Hotspot => ({
  ...{ id, name: id, network: 'helium', owner: null, lat: 50, lng: 20, h3: '8c1e2e6841901ff', place: null },
  ...{ groups: [], importId: null, createdAt: at, updatedAt: at },
  ...rest,
})
const elsewhere = { lat: 51, lng: 21, h3: '8c392251d2a01ff' }

const db = new CommonmastDatabase('undo-act')
beforeEach(() => openEmpty(db))

const act = async (title: string, fields: Partial<Hotspot>, key = 'a'): Promise<string> => {
  const { actId } = await transact(db, { kind: 'test', title }, ['hotspots'], (records) => records.patch('hotspots', key, fields))
  if (actId === null) throw new Error(`${title} changed nothing`)
  return actId
}
const undo = async (actId: string): Promise<string> => (await undoAct(db, actId)).actId ?? ''
const hotspotNow = () => recordIn(db, 'hotspots', 'a')

describe('an act that is taken back', () => {
  test('[UN1] puts back every field that is still as it left it, and says so as an act of its own', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const moved = await act('Moved', { ...elsewhere, owner: 'ada' })
    const undone = await undo(moved)
    expect(await hotspotNow()).toEqual(hotspot('a', { updatedAt: expect.any(String) }))
    expect(await db.acts.get(undone)).toMatchObject({ title: 'Undone: Moved', undoes: moved, kind: 'undo' })
    await expect(undoAct(db, moved)).rejects.toMatchObject({ code: 'undo.already-undone' })
  })

  test('[UN1] leaves what was changed since, and says which', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('First', { ...elsewhere, owner: 'ada', groups: ['harbour'] })
    await act('Later', { owner: 'ben', groups: ['harbour', 'ridge'] })
    const preview = await previewUndo(db, first)
    expect(preview.takenBack.map(({ key }) => key)).toEqual(['a'])
    expect(preview.stays).toMatchObject([{ key: 'a', stays: 'changed-since' }])
    await undo(first)
    expect(await hotspotNow()).toMatchObject({ lat: 50, owner: 'ben', groups: ['ridge'] })
  })

  test('[UN1] leaves a place of which one part was changed since as it is', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('First', { ...elsewhere, place: 'Quay' })
    await act('Later', { lat: 51.5 })
    await undo(first)
    expect(await hotspotNow()).toMatchObject({ ...elsewhere, lat: 51.5, place: null })
  })

  test('[UN1] changes nothing while it is only looked at', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('First', { owner: 'ada' })
    const operations = await db.operations.count()
    await previewUndo(db, first)
    expect(await db.operations.count()).toBe(operations)
    expect(await hotspotNow()).toMatchObject({ owner: 'ada' })
  })

  test('[UN2] removes records that it brought in, but not one that was worked on since', async () => {
    const brought = await seedRecords(db, 'hotspots', [hotspot('a'), hotspot('b')])
    await act('Later', { groups: ['harbour'] })
    const preview = await previewUndo(db, brought)
    expect(preview.takenBack.map(({ key }) => key)).toEqual(['b'])
    expect(preview.stays).toMatchObject([{ key: 'a', stays: 'worked-on-since' }])
    await undo(brought)
    expect(await db.hotspots.toCollection().primaryKeys()).toEqual(['a'])
    expect(await hotspotNow()).toMatchObject({ groups: ['harbour'] })
  })

  test('[UN2] brings back what it removed, whole', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a', { groups: ['harbour'], owner: 'ada' })])
    const { actId } = await transact(db, { kind: 'test', title: 'Removed' }, ['hotspots'], (records) =>
      records.remove('hotspots', ['a']),
    )
    expect(await hotspotNow()).toBeUndefined()
    await undo(actId ?? '')
    expect(await hotspotNow()).toEqual(hotspot('a', { groups: ['harbour'], owner: 'ada' }))
  })

  test('[UN3] keeps facts, and says so when there is nothing else', async () => {
    const contribution = { id: 'p:a', periodId: 'p', hotspotKey: 'a', name: 'A', amountBaseUnits: '5' }
    const paid = await seedRecords(db, 'contributions', [contribution])
    await expect(undoAct(db, paid)).rejects.toThrow('on record for good')
    const practised = await seedRecords(db, 'contributions', [{ ...contribution, id: 'demo-p:a', periodId: 'demo-p' }])
    await undo(practised)
    expect(await db.contributions.toCollection().primaryKeys()).toEqual(['p:a'])
  })

  test('whose every change was changed since says that nothing is left', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('First', { name: 'One' })
    await act('Later', { name: 'Two' })
    await expect(undoAct(db, first)).rejects.toThrow('changed since')
    await expect(undoAct(db, 'never')).rejects.toMatchObject({ code: 'undo.not-found' })
    expect(await hotspotNow()).toMatchObject({ name: 'Two' })
  })

  test('keeps everything as it is when the one who asked does not accept what would be done', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('First', { name: 'One' })
    const accept = () => Promise.reject(new Error('no'))
    await expect(undoAct(db, first, { accept })).rejects.toMatchObject({ code: 'data.write-failed' })
    expect(await hotspotNow()).toMatchObject({ name: 'One' })
  })
})

describe('a taking back that is taken back', () => {
  test('[UN4] does again what was done, and can be undone again; titles say which', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('Moved', { ...elsewhere, groups: ['harbour'] })
    const undone = await undo(first)
    const again = await undo(undone)
    expect(await hotspotNow()).toMatchObject({ ...elsewhere, groups: ['harbour'] })
    expect(await db.acts.get(again)).toMatchObject({ title: 'Done again: Moved', undoes: undone })
    const undoneAgain = await undo(again)
    expect(await hotspotNow()).toMatchObject({ lat: 50, groups: [] })
    expect(await db.acts.get(undoneAgain)).toMatchObject({ title: 'Undone: Moved', undoes: again })
  })

  test('[UN4] and the act itself can be undone, too', async () => {
    await seedRecords(db, 'hotspots', [hotspot('a')])
    const first = await act('Moved', elsewhere)
    await undo(await undo(first))
    await undo(first)
    expect(await hotspotNow()).toMatchObject({ lat: 50 })
  })

  test('[UN4] brings a record in and lets it go, as often as asked', async () => {
    const brought = await seedRecords(db, 'hotspots', [hotspot('a')])
    let latest = brought
    for (const isThere of [false, true, false, true]) {
      latest = await undo(latest)
      expect((await hotspotNow()) !== undefined).toBe(isThere)
    }
    expect(await hotspotNow()).toEqual(hotspot('a'))
  })
})

describe('two acts on one record', () => {
  test.each([['first', 'second'] as const, ['second', 'first'] as const])(
    '[UN5] are taken back in either order: %s, then %s',
    async (...order) => {
      await seedRecords(db, 'hotspots', [hotspot('a', { groups: ['mill'] })])
      const first = await act('First', { ...elsewhere, name: 'One', groups: ['mill', 'harbour'] })
      const second = await act('Second', { name: 'Two', owner: 'ben', groups: ['harbour', 'ridge'] })
      for (const which of order) await undo(which === 'first' ? first : second)
      expect(await hotspotNow()).toEqual(hotspot('a', { groups: ['mill'], updatedAt: expect.any(String) }))
    },
  )

  test('[UN5] the older of two that brought the same record in leaves it to the newer', async () => {
    const older = await seedRecords(db, 'hotspots', [hotspot('a')])
    const newer = await seedRecords(db, 'hotspots', [hotspot('a', { owner: 'ada' }), hotspot('b')])
    await expect(undoAct(db, older)).rejects.toMatchObject({ code: 'undo.nothing-left' })
    await undo(newer)
    expect(await hotspotNow()).toEqual(hotspot('a', { updatedAt: expect.any(String) }))
    await undo(older)
    expect(await db.hotspots.count()).toBe(0)
  })
})

describe('records of other kinds', () => {
  const member: Member = { id: 'ada', name: 'Ada', address: null, role: 'host', createdAt: at, updatedAt: at }
  const agreement: Agreement = {
    ...{ id: 'g', name: 'Default', createdAt: at, updatedAt: at },
    scope: { kind: 'default' },
    shares: [{ memberId: 'ada', percent: '100' }],
  }
  const plan: Plan = {
    ...{ id: 'p', name: 'North bank', resolution: 9, reachM: 500, requestedSites: 1, candidateCount: 4, areaCells: 10 },
    ...{ coveredBeforeCells: 0, sites: [], createdAt: at, updatedAt: at },
    area: [
      [19, 50],
      [20, 50],
      [20, 51],
    ],
  }

  test('terms of an agreement go back as a whole, and not over later terms', async () => {
    await seedRecords(db, 'agreements', [agreement])
    const change = (shares: Agreement['shares']) =>
      transact(db, { kind: 'agreement', title: 'Terms' }, ['agreements'], (records) =>
        records.patch('agreements', 'g', { shares }),
      )
    const half = await change([
      { memberId: 'ada', percent: '50' },
      { memberId: 'ben', percent: '50' },
    ])
    const later = await change([{ memberId: 'ben', percent: '100' }])
    await expect(undoAct(db, half.actId ?? '')).rejects.toMatchObject({ code: 'undo.nothing-left' })
    await undo(later.actId ?? '')
    expect((await recordIn(db, 'agreements', 'g'))?.shares).toHaveLength(2)
    await undo(half.actId ?? '')
    expect(await recordIn(db, 'agreements', 'g')).toEqual({ ...agreement, updatedAt: expect.any(String) })
  })

  test('a plan that was renamed and deleted comes back with its name', async () => {
    await seedRecords(db, 'plans', [plan])
    const renamed = await transact(db, { kind: 'plan', title: 'Renamed' }, ['plans'], (records) =>
      records.patch('plans', 'p', { name: 'South bank' }),
    )
    const deleted = await transact(db, { kind: 'plan', title: 'Deleted' }, ['plans'], (records) => records.remove('plans', ['p']))
    await undo(deleted.actId ?? '')
    expect(await recordIn(db, 'plans', 'p')).toMatchObject({ name: 'South bank' })
    await undo(renamed.actId ?? '')
    expect(await recordIn(db, 'plans', 'p')).toEqual({ ...plan, updatedAt: expect.any(String) })
  })

  test('an act on several tables is taken back in all of them', async () => {
    const { actId } = await transact(db, { kind: 'test', title: 'Both' }, ['members', 'agreements'], async (records) => {
      await records.put('members', member)
      await records.put('agreements', agreement)
    })
    await undo(actId ?? '')
    expect([await db.members.count(), await db.agreements.count()]).toEqual([0, 0])
  })
})
