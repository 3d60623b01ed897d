import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { receiveOperations } from '../records/receiveOperations'
import { readLog } from '../records/replayLog'
import { openEmpty } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { readRecordHistory } from './readRecordHistory'

const at = '2026-01-01T00:00:00.000Z'
const hotspot = {
  ...{ id: 'helium:a', name: 'Mast', network: 'helium', owner: null, lat: 50, lng: 20, h3: '8c1e2e6841a31ff', place: null },
  ...{ groups: [] as string[], importId: null, createdAt: at, updatedAt: at },
}
const elsewhere = new CommonmastDatabase('history-elsewhere')

beforeEach(async () => {
  await openEmpty(db)
  await openEmpty(elsewhere)
})

const act = (title: string) => ({ kind: 'test', title })

test('a record tells who changed what, also from another laptop, and that it was removed and came back', async () => {
  await transact(db, act('Mast put up'), ['hotspots'], (records) => records.put('hotspots', hotspot))
  await receiveOperations(elsewhere, await readLog(db))
  await transact(elsewhere, act('Mast renamed'), ['hotspots'], (records) =>
    records.patch('hotspots', 'helium:a', { name: 'Tower' }),
  )
  await receiveOperations(db, await readLog(elsewhere))
  await transact(db, act('Mast taken down'), ['hotspots'], (records) => records.remove('hotspots', ['helium:a']))
  await transact(db, act('Mast up again'), ['hotspots'], (records) => records.put('hotspots', { ...hotspot, name: 'Tower' }))
  const history = await readRecordHistory(db, 'hotspots', 'helium:a')
  expect(history.map(({ title, what }) => [title, what])).toEqual([
    ['Mast up again', 'brought back'],
    ['Mast taken down', 'removed'],
    ['Mast renamed', 'changed'],
    ['Mast put up', 'made'],
  ])
  expect(history[2]?.fields).toEqual([{ field: 'name', before: 'Mast', after: 'Tower' }])
  expect(history[2]?.actor).not.toBe(history[3]?.actor)
})

test('nothing of another record is told', async () => {
  const other = { ...hotspot, id: 'helium:b', name: 'Other' }
  await transact(db, act('Two masts'), ['hotspots'], (records) => records.putAll('hotspots', [hotspot, other]))
  expect(await readRecordHistory(db, 'hotspots', 'helium:b')).toMatchObject([{ title: 'Two masts', what: 'made' }])
  expect(await readRecordHistory(db, 'hotspots', 'helium:c')).toEqual([])
})
