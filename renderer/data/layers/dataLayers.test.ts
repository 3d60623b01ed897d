import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { DemandLayer } from '#core/model/dataLayer'
import { readActs } from '../history/readActs'
import { db } from '../records/openRecords'
import { openEmpty, operationsInLog, recordIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { hasBulk, readChunk, readChunks, removeLayer, writeLayer } from './dataLayers'

const AT = '2026-11-21T12:00:00.000Z'
const layer: DemandLayer = {
  id: 'people',
  kind: 'demand',
  name: 'People',
  fileName: 'people.csv',
  fileSha256: null,
  bounds: [19, 49, 21, 51],
  unit: 'people',
  resolution: 8,
  cellCount: 3,
  totalWeight: 6,
  drawn: [],
  createdAt: AT,
  updatedAt: AT,
}
const chunk = (...weights: number[]) => ({ weights: Float64Array.from(weights) })

beforeEach(() => openEmpty(db))

test('a layer and its chunks are written and read together, in order', async () => {
  const reported: number[] = []
  const chunks = Array.from({ length: 12 }, (_, part) => chunk(part, part + 0.5))
  await writeLayer(layer, chunks, { onProgress: (done) => reported.push(done) })
  expect(await recordIn(db, 'dataLayers', 'people')).toEqual(layer)
  expect(await readChunks('people')).toEqual(chunks)
  expect(await readChunk('people', 10)).toEqual(chunk(10, 10.5))
  expect(await readChunk('people', 12)).toBeUndefined()
  expect(reported.at(-1)).toBe(12)
  expect(await operationsInLog(db)).toHaveLength(1)
})

test('writing a layer again replaces all of it', async () => {
  await writeLayer(layer, [chunk(1), chunk(2), chunk(3)])
  await writeLayer({ ...layer, name: 'Fewer' }, [chunk(4)])
  expect(await readChunks('people')).toEqual([chunk(4)])
  expect(await db.dataLayers.toArray()).toMatchObject([{ name: 'Fewer' }])
})

test('a write that is cancelled or fails leaves what was there', async () => {
  await writeLayer(layer, [chunk(1)])
  const canceller = new AbortController()
  async function* cancelledHalfWay() {
    yield chunk(7)
    canceller.abort()
    yield chunk(8)
  }
  await expect(writeLayer(layer, cancelledHalfWay(), { signal: canceller.signal })).rejects.toMatchObject({
    code: 'data.cancelled',
  })
  function* broken() {
    yield chunk(7)
    throw new Error('the file went away')
  }
  await expect(writeLayer({ ...layer, id: 'other' }, broken())).rejects.toMatchObject({ code: 'data.write-failed' })
  expect(await readChunks('people')).toEqual([chunk(1)])
  expect(await db.layerChunks.count()).toBe(1)
  expect(await db.dataLayers.count()).toBe(1)
})

test('a record that does not fit is refused before anything is written', async () => {
  await expect(writeLayer({ ...layer, totalWeight: -1 }, [chunk(1)])).rejects.toMatchObject({ code: 'data.invalid-record' })
  expect(await db.layerChunks.count()).toBe(0)
})

test('the next write clears away what an interrupted one left', async () => {
  await db.layerChunks.put({ id: 'writing:gone:0', layerId: 'writing:gone', part: 0, data: chunk(1) })
  await writeLayer(layer, [chunk(1)])
  expect((await db.layerChunks.toArray()).map(({ layerId }) => layerId)).toEqual(['people'])
})

test('removing a layer removes its chunks and nothing else', async () => {
  await writeLayer(layer, [chunk(1), chunk(2)])
  await writeLayer({ ...layer, id: 'other' }, [chunk(3)])
  expect(await hasBulk('people')).toBe(true)
  await removeLayer('people')
  await removeLayer('people')
  expect([await hasBulk('people'), await hasBulk('other')]).toEqual([false, true])
  expect((await db.dataLayers.toArray()).map(({ id }) => id)).toEqual(['other'])
  expect(await operationsInLog(db)).toHaveLength(3)
})

test('a layer that becomes what it was has no bulk of another file', async () => {
  await writeLayer(layer, [chunk(1)])
  await writeLayer({ ...layer, fileName: 'other.csv', cellCount: 1, totalWeight: 4 }, [chunk(4)])
  await undoAct(db, (await readActs('', 1)).acts[0]?.id ?? '')
  expect(await db.dataLayers.get('people')).toMatchObject({ fileName: 'people.csv', totalWeight: 6 })
  expect(await readChunks('people')).toEqual([])
})

test('a layer whose name was put back keeps its bulk', async () => {
  await writeLayer(layer, [chunk(1)])
  await seedRecords(db, 'dataLayers', [{ ...layer, name: 'Renamed' }])
  await undoAct(db, (await readActs('', 1)).acts[0]?.id ?? '')
  expect(await db.dataLayers.get('people')).toMatchObject({ name: 'People' })
  expect(await readChunks('people')).toEqual([chunk(1)])
})
