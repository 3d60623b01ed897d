import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hotspot } from '#core/model/records'
import { commitChanges, operationsOf } from '../commitChanges'
import { CommonmastDatabase } from '../database'
import { type ImportRequest, importRecords, undoImport } from './importRecords'

let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('import-test')
  await db.open()
})
afterEach(() => db.delete())

const hotspot = (id: string, name: string): Hotspot => ({
  id,
  name,
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
})

const fleetImport = (importId: string, hotspots: Hotspot[]): ImportRequest => ({
  importId,
  fileName: 'fleet.csv',
  format: 'generic-hotspots-csv',
  table: 'hotspots',
  skipped: 3,
  changes: hotspots.map((record) => ({ table: 'hotspots', key: record.id, record })),
})

const contents = async () => ({ hotspots: await db.hotspots.toArray(), undo: await db.importUndo.count() })

test('an import counts what is new and what it replaced', async () => {
  await importRecords(db, fleetImport('first', [hotspot('a', 'A'), hotspot('b', 'B')]))
  const record = await importRecords(db, fleetImport('second', [hotspot('b', 'Better'), hotspot('c', 'C')]))
  expect(record).toMatchObject({ added: 1, replaced: 1, skipped: 3, status: 'done' })
  expect((await db.hotspots.toArray()).map(({ name }) => name)).toEqual(['A', 'Better', 'C'])
  expect(await db.imports.get('second')).toEqual(record)
})

test('counts are of the table that the import is about', async () => {
  const at = '2026-01-01T00:00:00.000Z'
  const token = { symbol: 'WXM', decimals: 18 }
  const period = {
    id: 'e',
    name: 'E',
    network: 'n',
    token,
    sourceFile: 'f',
    contributionCount: 1,
    totalBaseUnits: '5',
    importId: 'i',
  }
  const record = await importRecords(db, {
    ...fleetImport('i', []),
    table: 'contributions',
    changes: [
      { table: 'periods', key: 'e', record: { ...period, createdAt: at, updatedAt: at } },
      {
        table: 'contributions',
        key: 'e:h',
        record: { id: 'e:h', periodId: 'e', hotspotKey: 'h', name: 'H', amountBaseUnits: '5' },
      },
    ],
  })
  expect(record.added).toBe(1)
})

test('undo restores exactly what was there before, of every table', async () => {
  await importRecords(db, fleetImport('first', [hotspot('a', 'A'), hotspot('b', 'B')]))
  const before = await contents()
  await importRecords(db, fleetImport('second', [hotspot('b', 'Better'), hotspot('c', 'C')]))
  await undoImport(db, 'second')
  expect(await contents()).toEqual(before)
  expect((await db.imports.get('second'))?.status).toBe('undone')
})

test('undo writes operations too, so that other installations undo it as well', async () => {
  await importRecords(db, fleetImport('first', [hotspot('a', 'A')]))
  await undoImport(db, 'first')
  const ops = (await db.outbox.toArray()).flatMap(operationsOf)
  expect(ops.filter(({ table }) => table === 'hotspots').map(({ key, patch }) => [key, patch === null])).toEqual([
    ['a', false],
    ['a', true],
  ])
})

test('a cancelled import leaves no record, no import and no undo', async () => {
  const canceller = new AbortController()
  const many = Array.from({ length: 4_500 }, (_, index) => hotspot(`h${index}`, 'H'))
  const cancelled = importRecords(db, fleetImport('big', many), {
    signal: canceller.signal,
    onProgress: () => canceller.abort(),
  })
  await expect(cancelled).rejects.toMatchObject({ code: 'data.cancelled' })
  expect(await contents()).toEqual({ hotspots: [], undo: 0 })
  expect(await db.imports.count()).toBe(0)
  expect(await db.outbox.count()).toBe(0)
})

test('an import can be undone once', async () => {
  await importRecords(db, fleetImport('first', [hotspot('a', 'A')]))
  await undoImport(db, 'first')
  await expect(undoImport(db, 'first')).rejects.toMatchObject({ code: 'import.already-undone' })
  await expect(undoImport(db, 'never')).rejects.toMatchObject({ code: 'import.not-found' })
})

test('a record that was deleted since the import comes back only if it was there before', async () => {
  await importRecords(db, fleetImport('first', [hotspot('a', 'A')]))
  await importRecords(db, fleetImport('second', [hotspot('a', 'Better'), hotspot('b', 'B')]))
  await commitChanges(db, [
    { table: 'hotspots', key: 'a', record: null },
    { table: 'hotspots', key: 'b', record: null },
  ])
  await undoImport(db, 'second')
  expect((await db.hotspots.toArray()).map(({ name }) => name)).toEqual(['A'])
})

test('undoing rewards takes an unsigned split of theirs along, and is refused once its payout is signed', async () => {
  const at = '2026-01-01T00:00:00.000Z'
  const rewardsImport: ImportRequest = {
    ...fleetImport('rewards', []),
    table: 'contributions',
    changes: [{ table: 'periods', key: 'e', record: { id: 'e', name: 'E' } }],
  }
  const distribution = (id: string, periodId: string, status: 'split' | 'signed') => ({
    table: 'distributions' as const,
    key: id,
    record: {
      ...{ id, periodId, status, file: {}, totalBaseUnits: '1', paidBaseUnits: '1', heldBaseUnits: '0', payees: 1 },
      ...{ createdAt: at, updatedAt: at },
    },
  })
  await importRecords(db, rewardsImport)
  await commitChanges(db, [distribution('d', 'e', 'signed'), distribution('other', 'x', 'split')])
  await expect(undoImport(db, 'rewards')).rejects.toMatchObject({ code: 'import.already-signed' })
  expect(await db.periods.count()).toBe(1)
  await commitChanges(db, [distribution('d', 'e', 'split')])
  await undoImport(db, 'rewards')
  expect(await db.periods.count()).toBe(0)
  expect((await db.distributions.toArray()).map(({ id }) => id)).toEqual(['other'])
})
