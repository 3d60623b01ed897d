import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportRecord } from '#core/model/records'
import type { FleetRow } from '#core/networks/fleetRow'
import { CommonmastDatabase } from '../records/database'
import { openRecords } from '../records/openRecords'
import { receiveOperations } from '../records/receiveOperations'
import { readLog } from '../records/replayLog'
import { expectLogEqualsTables } from '../records/testing/expectLogEqualsTables'
import { operationsInLog, recordIn, recordsIn } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { previewUndo, undoAct } from '../records/undoAct'
import { actOfImport } from './actOfImport'
import { FLEET_TABLES, writeFleet } from './fleetImport'
import { importRecords } from './importRecords'
import { readUndoneAt } from './readUndoneAt'

let count = 0
const opened: CommonmastDatabase[] = []
let db: CommonmastDatabase

async function openNew(): Promise<CommonmastDatabase> {
  const records = new CommonmastDatabase(`import-test-${count++}`)
  await openRecords(records)
  opened.push(records)
  return records
}

beforeEach(async () => {
  db = await openNew()
})
afterEach(async () => {
  for (const records of opened.splice(0)) await records.delete()
})

const row = (id: string, name: string, more: Partial<FleetRow> = {}): FleetRow => ({
  ...{ id, name, network: 'helium', owner: null, lat: 50, lng: 20, h3: '8c1e2e6841a31ff', place: null, groups: [] },
  ...more,
})

const importFleet = (rows: FleetRow[], fileName = 'fleet.csv', records = db) =>
  importRecords(records, {
    ...{ fileName, format: 'generic-hotspots-csv', table: 'hotspots', skipped: 3, tables: FLEET_TABLES },
    write: (transaction, importId) => writeFleet(transaction, rows, importId),
  })

const undo = async (record: ImportRecord, records = db) => (await undoAct(records, actOfImport(record))).value
const names = async (records = db) => (await records.hotspots.toArray()).map(({ name }) => name)
/** What a person or a provisioning does to a hotspot afterwards. */
const patch = (id: string, fields: object, records = db) =>
  transact(records, { kind: 'test', title: 'Worked on' }, ['hotspots'], (transaction) =>
    transaction.patch('hotspots', id, fields),
  )

describe('an import', () => {
  test('counts what is new, what it changed and what was here as the file has it', async () => {
    await importFleet([row('a', 'A'), row('b', 'B'), row('c', 'C')])
    const { record, actId } = await importFleet([row('b', 'Better'), row('c', 'C'), row('d', 'D')])
    expect(record).toMatchObject({ added: 1, replaced: 1, unchanged: 1, skipped: 3, status: 'done', actId })
    expect(await names()).toEqual(['A', 'Better', 'C', 'D'])
    expect(await recordIn(db, 'imports', record.id)).toEqual(record)
    expect((await db.acts.get(actId ?? ''))?.title).toBe('Import of fleet.csv')
  })

  test('of a file all of which is here writes nothing, however often', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => row(`h${index}`, 'H'))
    await importFleet(many)
    const before = (await readLog(db)).length
    const { record, actId } = await importFleet(many)
    expect(record).toMatchObject({ added: 0, replaced: 0, unchanged: 2_000 })
    expect(actId).toBeNull()
    expect((await readLog(db)).length).toBe(before)
    expect(await db.imports.count()).toBe(1)
  })

  test('writes only what the file says: what was put on by hand or by provisioning stays', async () => {
    await importFleet([row('a', 'A', { owner: 'ada', place: 'Bern', groups: ['roof'] })])
    const [first] = await db.imports.toArray()
    const byHand = { groups: ['harbour', 'roof'], since: '2026-02-01T00:00:00.000Z', provisioningId: 'p1' }
    await patch('a', { ...byHand, radio: { antennaHeightM: 12 } })
    // The second file has a column of groups, and neither owner nor place nor position.
    const { record } = await importFleet([row('a', 'A2', { groups: ['ridge'], lat: null, lng: null, h3: null })])
    expect(record).toMatchObject({ added: 0, replaced: 1 })
    expect(await recordIn(db, 'hotspots', 'a')).toMatchObject({
      ...{ name: 'A2', owner: 'ada', place: 'Bern', lat: 50, h3: '8c1e2e6841a31ff', radio: { antennaHeightM: 12 } },
      ...{ ...byHand, groups: ['harbour', 'ridge', 'roof'], importId: first?.id },
    })
    expect((await operationsInLog(db)).filter(({ key }) => key === 'a').at(-1)?.set).toEqual({
      name: 'A2',
      groups: { add: ['ridge'] },
      updatedAt: expect.any(String),
    })
  })

  test('does not undo what another installation did to a field that the file does not name', async () => {
    const other = await openNew()
    await importFleet([row('h', 'H')])
    await receiveOperations(other, await readLog(db))
    await patch('h', { groups: ['harbour'] })
    await importFleet([row('h', 'Renamed')], 'again.csv', other)
    await receiveOperations(db, await readLog(other))
    await receiveOperations(other, await readLog(db))
    expect(await db.hotspots.get('h')).toMatchObject({ name: 'Renamed', groups: ['harbour'] })
    expect(await other.hotspots.toArray()).toEqual(await db.hotspots.toArray())
  })

  test('that is cancelled leaves nothing behind', async () => {
    const canceller = new AbortController()
    const many = Array.from({ length: 4_500 }, (_, index) => row(`h${index}`, 'H'))
    const cancelled = importRecords(
      db,
      {
        ...{ fileName: 'big.csv', format: 'x', table: 'hotspots', skipped: 0, tables: FLEET_TABLES },
        write: (transaction, importId) => writeFleet(transaction, many, importId),
      },
      { signal: canceller.signal, onProgress: () => canceller.abort() },
    )
    await expect(cancelled).rejects.toMatchObject({ code: 'data.cancelled' })
    expect([await db.hotspots.count(), await db.imports.count(), await db.operations.count()]).toEqual([0, 0, 0])
  })
})

describe('undoing an import', () => {
  test('puts back what it changed and removes what it brought', async () => {
    await importFleet([row('a', 'A'), row('b', 'B', { owner: 'ben' })])
    const before = (await recordsIn(db, 'hotspots')).map(({ updatedAt: _at, ...rest }) => rest)
    const { record } = await importFleet([
      row('b', 'Better', { owner: 'carla', since: '2026-01-01T00:00:00.000Z' }),
      row('c', 'C'),
    ])
    await undo(record)
    expect((await recordsIn(db, 'hotspots')).map(({ updatedAt: _at, ...rest }) => rest)).toEqual(before)
    expect((await db.imports.get(record.id))?.status).toBe('undone')
    await expectLogEqualsTables(db)
  })

  test('leaves a hotspot that was grouped and put into service since, and says so first', async () => {
    await importFleet([row('a', 'A')])
    const { record } = await importFleet([row('a', 'A2'), row('b', 'B'), row('c', 'C')])
    for (const id of ['a', 'b']) await patch(id, { groups: ['harbour'] })
    await patch('a', { provisioningId: 'prov-1', since: '2026-02-01T00:00:00.000Z' })
    await patch('b', { provisioningId: 'prov-2', since: '2026-02-01T00:00:00.000Z' })
    const { stays, takenBack } = await previewUndo(db, actOfImport(record))
    expect(stays.filter(({ table }) => table === 'hotspots')).toEqual([
      { table: 'hotspots', key: 'b', change: null, stays: 'worked-on-since' },
    ])
    expect(takenBack.filter(({ table }) => table === 'hotspots').map(({ key }) => key)).toEqual(['a', 'c'])
    await undo(record)
    expect(await db.hotspots.get('a')).toMatchObject({ name: 'A', groups: ['harbour'], provisioningId: 'prov-1' })
    expect(await db.hotspots.get('b')).toMatchObject({ name: 'B', groups: ['harbour'], provisioningId: 'prov-2' })
    expect(await db.hotspots.get('c')).toBeUndefined()
  })

  test('of the older of two leaves what the newer brought, changed or met as it is', async () => {
    const { record: older } = await importFleet([row('x', 'X'), row('y', 'Y'), row('z', 'Z')])
    await importFleet([row('x', 'X newer file'), row('y', 'Y'), row('w', 'W')])
    const { stays } = await undo(older)
    expect(stays.filter(({ table }) => table === 'hotspots')).toMatchObject([
      { key: 'x', stays: 'worked-on-since' },
      { key: 'y', stays: 'confirmed-since' },
    ])
    expect(await names()).toEqual(['W', 'X newer file', 'Y'])
  })

  test('of the older leaves fields that the newer has as they are, and only those', async () => {
    await importFleet([row('a', 'A', { owner: 'ada', place: 'Bern' })], 'first.csv')
    const { record: older } = await importFleet([row('a', 'A', { owner: 'ben', place: 'Chur' })], 'second.csv')
    await importFleet([row('a', 'A', { owner: 'ben' }), row('b', 'B')], 'third.csv')
    const { stays } = await undo(older)
    expect(stays.find(({ key }) => key === 'a')?.stays).toBe('confirmed-since')
    expect(await db.hotspots.get('a')).toMatchObject({ owner: 'ben', place: 'Bern' })
  })

  test('does not count what a newer import met once that is undone as well', async () => {
    const { record: older } = await importFleet([row('x', 'X')])
    const { record: newer } = await importFleet([row('x', 'X'), row('w', 'W')])
    await undo(newer)
    await undo(older)
    expect(await names()).toEqual([])
  })

  test('works on an installation that only received what was done', async () => {
    const other = await openNew()
    const { record } = await importFleet([row('a', 'A'), row('b', 'B')])
    await receiveOperations(other, await readLog(db))
    await patch('b', { groups: ['harbour'] }, other)
    await undo(record, other)
    expect(await names(other)).toEqual(['B'])
    expect((await other.imports.get(record.id))?.status).toBe('undone')
    await receiveOperations(db, await readLog(other))
    expect(await db.hotspots.toArray()).toEqual(await other.hotspots.toArray())
    expect((await db.imports.get(record.id))?.status).toBe('undone')
    await expectLogEqualsTables(other)
  })

  test('can be taken back itself, and the same file imported again', async () => {
    const { record } = await importFleet([row('a', 'A')])
    const { actId } = await undoAct(db, actOfImport(record))
    await undoAct(db, actId ?? '')
    expect([await names(), (await db.imports.get(record.id))?.status]).toEqual([['A'], 'done'])
    await undo(record)
    expect(await names()).toEqual([])
    const again = await importFleet([row('a', 'A')])
    expect(again.record).toMatchObject({ added: 1, replaced: 0 })
    expect(await db.hotspots.get('a')).toMatchObject({ name: 'A', importId: again.record.id })
    await undo(again.record)
    expect(await names()).toEqual([])
    await expectLogEqualsTables(db)
  })

  test('has a time of its own: that of the last act that took it back', async () => {
    const { record } = await importFleet([row('a', 'A')])
    const undoneAt = async () => (await readUndoneAt(db, await db.imports.toArray())).get(record.id)
    expect(await undoneAt()).toBeUndefined()
    const { actId: first } = await undoAct(db, actOfImport(record))
    expect(await undoneAt()).toBe((await db.acts.get(first ?? ''))?.createdAt)
    const { actId: again } = await undoAct(db, first ?? '')
    expect(await undoneAt()).toBeUndefined()
    const { actId: second } = await undoAct(db, again ?? '')
    expect(await undoneAt()).toBe((await db.acts.get(second ?? ''))?.createdAt)
  })

  test('happens once', async () => {
    const { record } = await importFleet([row('a', 'A')])
    await undo(record)
    await expect(undo(record)).rejects.toMatchObject({ code: 'undo.already-undone' })
  })

  test('leaves removed what was removed since', async () => {
    await importFleet([row('a', 'A')])
    const { record } = await importFleet([row('a', 'Better'), row('b', 'B')])
    await transact(db, { kind: 'test', title: 'Removed' }, ['hotspots'], (transaction) =>
      transaction.remove('hotspots', ['a', 'b']),
    )
    await undo(record)
    expect(await names()).toEqual([])
    await expectLogEqualsTables(db)
  })
})
