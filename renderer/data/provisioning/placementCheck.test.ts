import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hotspot, Provisioning } from '#core/model/records'
import type { RecordedPosition } from '#core/provisioning/provisioningFile'
import { CommonmastDatabase } from '../records/database'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { checkPlaceInRecords } from './placementCheck'

let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('placement-test')
  await openEmpty(db)
})
afterEach(() => db.delete())

const position: RecordedPosition = { lat: 50.0614, lng: 19.9372, source: 'typed', fix: null }
const place = { position, workOrder: null, identifiers: [], simulated: false }
const at = '2026-05-01T10:00:00.000Z'

const hotspot = (change: Partial<Hotspot>): Hotspot => ({
  ...{ id: 'h1', network: 'helium', name: 'Quiet Slate Owl', owner: null, lat: 50.0623, lng: 19.9372, h3: null, place: null },
  ...{ groups: [], importId: null, createdAt: at, updatedAt: at },
  ...change,
})

/** A record of the first version, which needs the fewest facts. */
const record = (id: string, simulated: boolean, lng: number): Provisioning => ({
  ...{ id, workOrderId: null, deviceName: 'Brisk Copper Heron', simulated, createdAt: at },
  file: {
    format: 'commonmast-provisioning-v1',
    publicKey: '0'.repeat(64),
    signature: '0'.repeat(128),
    facts: {
      ...{ id, workOrderId: null, driver: 'improv', simulated, identified: true, connected: true, proved: false, network: null },
      port: { path: '/dev/ttyUSB0', vendorId: null, productId: null, serialNumber: null },
      device: { name: 'Brisk Copper Heron', firmware: 'f', version: '1', chip: 'c' },
      position: { lat: 50.0614, lng, source: 'typed' },
      ...{ startedAt: at, signedAt: at, elapsedMs: 1 },
    },
  },
})

test('a place with nothing near is not odd', async () => {
  await seedRecords(db, 'hotspots', [hotspot({ lat: 51 })])
  expect(await checkPlaceInRecords(db, place)).toEqual([])
})

test('the nearest neighbour is found, and in which direction it stands', async () => {
  await seedRecords(db, 'hotspots', [hotspot({}), hotspot({ id: 'h2', name: 'Farther', lat: 50.0586 })])
  const [found, ...others] = await checkPlaceInRecords(db, place)
  expect(others).toEqual([])
  expect(found?.finding).toMatchObject({
    code: 'duplicate-nearby',
    message: expect.stringContaining('Quiet Slate Owl stands 100 m'),
  })
  expect(found?.bearingDeg).toBeCloseTo(0, 1)
})

test('where the order wants it lies in a direction from here', async () => {
  const workOrder = { lat: 50.0614, lng: 19.93 }
  const [found] = await checkPlaceInRecords(db, { ...place, workOrder })
  expect(found?.finding.code).toBe('far-from-order')
  expect(found?.bearingDeg).toBeCloseTo(270, 1)
})

test('records count like hotspots, but practice only for practice, and a record in the fleet only once', async () => {
  await seedRecords(db, 'provisionings', [record('r1', true, 19.938), record('r2', false, 19.9386)])
  const nearest = async (simulated: boolean) => (await checkPlaceInRecords(db, { ...place, simulated }))[0]?.finding.message
  expect(await nearest(true)).toContain('stands 57 m away: check')
  expect(await nearest(false)).toContain('stands 100 m away: check')
  await seedRecords(db, 'hotspots', [hotspot({ lat: 50.0614, lng: 19.9386, provisioningId: 'r2' })])
  expect(await nearest(false)).toMatch(/^Quiet Slate Owl stands 100 m away: check/)
})

test('a record that cannot be read is passed over', async () => {
  await seedRecords(db, 'provisionings', [{ ...record('r1', false, 19.938), file: { format: 'unknown' } }])
  expect(await checkPlaceInRecords(db, place)).toEqual([])
})
