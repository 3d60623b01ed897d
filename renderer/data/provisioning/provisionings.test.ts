import 'fake-indexeddb/auto'
import { latLngToCell } from 'h3-js'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Hotspot, WorkOrder } from '#core/model/records'
import type { ProvisioningFacts, ProvisioningFile } from '#core/provisioning/provisioningFile'
import { readFleetUpdates } from '../fleet/fleetUpdates'
import { db } from '../records/openRecords'
import { openEmpty, operationsInLog, recordIn, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { undoAct } from '../records/undoAct'
import { saveProvisioning, takeOutOfFleet } from './provisionings'

beforeEach(() => openEmpty(db))

const correct = (key: string, fields: Partial<Hotspot>) =>
  transact(db, { kind: 'test', title: 'Corrected' }, ['hotspots'], (records) => records.patch('hotspots', key, fields))

const workOrder: WorkOrder = {
  id: 'w1',
  title: 'Site 1',
  planId: null,
  siteId: null,
  lat: 41.15,
  lng: -8.61,
  h3: '8c392251d2a01ff',
  status: 'open',
  assigneeId: null,
  provisioningId: null,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
}

const fileFor = (workOrderId: string | null): Extract<ProvisioningFile, { format: 'commonmast-provisioning-v1' }> => ({
  format: 'commonmast-provisioning-v1',
  facts: {
    id: 'p1',
    workOrderId,
    driver: 'improv',
    port: { path: '/dev/ttyUSB0', vendorId: '303a', productId: '1001', serialNumber: null },
    simulated: false,
    device: { name: 'Roof 1', firmware: 'esphome', version: '1', chip: 'ESP32' },
    identified: true,
    connected: true,
    proved: false,
    network: { ssid: 'Mast', urls: [] },
    position: null,
    startedAt: '2026-11-02T10:00:00Z',
    signedAt: '2026-11-02T10:01:00Z',
    elapsedMs: 60_000,
  },
  publicKey: 'a'.repeat(64),
  signature: 'b'.repeat(128),
})

describe('saveProvisioning', () => {
  it('keeps the record and sets its work order to done in one transaction', async () => {
    await seedRecords(db, 'workOrders', [workOrder])
    await saveProvisioning(fileFor('w1'))
    expect(await db.workOrders.get('w1')).toMatchObject({ status: 'done', provisioningId: 'p1', title: 'Site 1' })
    expect(await db.provisionings.get('p1')).toMatchObject({ deviceName: 'Roof 1', createdAt: '2026-11-02T10:01:00Z' })
    const [, fact, order] = await operationsInLog(db)
    expect([fact?.table, order?.table]).toEqual(['provisionings', 'workOrders'])
    expect(order?.t).toBe(fact?.t)
    expect(order?.set).toEqual({ status: 'done', provisioningId: 'p1', updatedAt: '2026-11-02T10:01:00Z' })
  })

  it('leaves a work order alone that a training device was signed for, unless the order is of the demo', async () => {
    const practised = (workOrderId: string, id: string) => {
      const file = fileFor(workOrderId)
      return { ...file, facts: { ...file.facts, id, simulated: true } }
    }
    const demo = { ...workOrder, id: 'demo-order-1' }
    await seedRecords(db, 'workOrders', [workOrder, demo])
    await saveProvisioning(practised('w1', 'p1'))
    await saveProvisioning(practised('demo-order-1', 'p2'))
    expect(await recordIn(db, 'workOrders', 'w1')).toEqual(workOrder)
    expect(await db.workOrders.get('demo-order-1')).toMatchObject({ status: 'done', provisioningId: 'p2' })
    expect(await db.provisionings.count()).toBe(2)
  })

  it('leaves a work order that is done with the record it has', async () => {
    const done = { ...workOrder, status: 'done' as const, provisioningId: 'p0' }
    await seedRecords(db, 'workOrders', [done])
    await saveProvisioning(fileFor('w1'))
    expect(await recordIn(db, 'workOrders', 'w1')).toEqual(done)
    expect(await db.provisionings.get('p1')).toMatchObject({ workOrderId: 'w1' })
  })

  it('keeps the record also without a work order, and when that is gone', async () => {
    await saveProvisioning(fileFor(null))
    await saveProvisioning({ ...fileFor('gone'), facts: { ...fileFor('gone').facts, id: 'p2' } })
    expect(await db.provisionings.count()).toBe(2)
    expect(await db.workOrders.count()).toBe(0)
  })

  it('saves the same record again without a second one', async () => {
    await seedRecords(db, 'workOrders', [workOrder])
    await saveProvisioning(fileFor('w1'))
    await saveProvisioning(fileFor('w1'))
    expect(await db.provisionings.count()).toBe(1)
  })
})

const HELIUM_KEY = '11263KqqXrWrmGTTvpqnVQUkHYtQEj8UjKrSDcDTXPJgNsZ8pVw3'
const HOTSPOT_ID = `helium:${HELIUM_KEY}`
const secondVersion = (facts: Partial<ProvisioningFacts>): ProvisioningFile => ({
  format: 'commonmast-provisioning-v2',
  facts: {
    id: 'p1',
    workOrderId: null,
    technician: null,
    driver: 'linux-console',
    port: { path: '/dev/ttyUSB0', vendorId: null, productId: null, serialNumber: null },
    simulated: false,
    device: { name: 'Roof 1', firmware: 'gateway-rs', version: '1', chip: 'Linux' },
    identifiers: [{ kind: 'helium-key', value: HELIUM_KEY }],
    hostname: null,
    identified: true,
    connected: true,
    proved: false,
    positionFixed: false,
    network: null,
    proof: null,
    registration: null,
    position: { lat: 41.15, lng: -8.61, source: 'typed', fix: null },
    placement: [],
    startedAt: '2026-11-02T10:00:00Z',
    signedAt: '2026-11-02T10:01:00Z',
    elapsedMs: 60_000,
    steps: [],
    recovered: false,
    evidence: null,
    ...facts,
  },
  publicKey: 'a'.repeat(64),
  signature: 'b'.repeat(128),
})

const hotspot = (rest: Partial<Hotspot>): Hotspot => ({
  ...{ id: HOTSPOT_ID, name: 'Old name', network: 'helium', owner: 'me', lat: 50, lng: 20, h3: '8c1e2e6841901ff' },
  ...{ place: 'Kraków', groups: ['north'], importId: 'i1', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
  ...rest,
})

describe('the fleet after a device was put into service', () => {
  it('has a new hotspot where the device is, in the same transaction', async () => {
    await saveProvisioning(secondVersion({}))
    expect(await recordsIn(db, 'hotspots')).toEqual([
      {
        id: HOTSPOT_ID,
        name: 'Roof 1',
        network: 'helium',
        owner: null,
        lat: 41.15,
        lng: -8.61,
        h3: latLngToCell(41.15, -8.61, 12),
        place: null,
        groups: [],
        since: '2026-11-02T10:01:00Z',
        provisioningId: 'p1',
        importId: null,
        createdAt: '2026-11-02T10:01:00Z',
        updatedAt: '2026-11-02T10:01:00Z',
      },
    ])
    const operations = await operationsInLog(db)
    expect(operations.map(({ table }) => table)).toEqual(['provisionings', 'hotspots', 'installs'])
    expect(new Set(operations.map(({ t }) => t)).size).toBe(1)
  })

  it('has the hotspot it knew at its measured place, with name, groups and import as they were', async () => {
    await seedRecords(db, 'hotspots', [hotspot({ since: '2025-05-05T00:00:00Z' })])
    await saveProvisioning(secondVersion({}))
    expect(await recordsIn(db, 'hotspots')).toEqual([
      {
        ...hotspot({ since: '2025-05-05T00:00:00Z', lat: 41.15, lng: -8.61, h3: latLngToCell(41.15, -8.61, 12) }),
        provisioningId: 'p1',
        updatedAt: '2026-11-02T10:01:00Z',
      },
    ])
    const operation = (await operationsInLog(db)).findLast(({ table }) => table === 'hotspots')
    expect(Object.keys(operation?.set ?? {}).toSorted()).toEqual(['h3', 'lat', 'lng', 'provisioningId', 'updatedAt'])
  })

  it.each([
    ['gateway-eui' as const, 'eui-dca632fffe010203', 'ttn:DCA632FFFE010203'],
    ['gateway-eui' as const, 'dc-a6-32-ff-fe-01-02-03', 'helium:DCA632FFFE010203'],
    ['dev-eui' as const, 'ac1f09fffe04891a', 'ttn:AC1F09FFFE04891A'],
    ['mac' as const, 'dca632010203', 'other:DC:A6:32:01:02:03'],
  ])('knows a hotspot by its %s however the device writes it: %s is %s', async (kind, value, id) => {
    await seedRecords(db, 'hotspots', [hotspot({ id, network: id.split(':')[0] })])
    await saveProvisioning(secondVersion({ identifiers: [{ kind, value }] }))
    expect(await db.hotspots.toCollection().primaryKeys()).toEqual([id])
    expect(await db.hotspots.get(id)).toMatchObject({ lat: 41.15, provisioningId: 'p1' })
  })

  it('is the hotspot of its own network where another network knows the same gateway', async () => {
    const [ttn, helium] = ['ttn:DCA632FFFE010203', 'helium:DCA632FFFE010203']
    await seedRecords(db, 'hotspots', [hotspot({ id: helium }), hotspot({ id: ttn, network: 'ttn' })])
    await saveProvisioning(secondVersion({ identifiers: [{ kind: 'gateway-eui', value: 'DCA632FFFE010203' }] }))
    expect(await db.hotspots.get(ttn)).toMatchObject({ lat: 41.15, provisioningId: 'p1' })
    expect(await recordIn(db, 'hotspots', helium)).toEqual(hotspot({ id: helium }))
  })

  it('keeps a known place when the new one is only assumed from the work order', async () => {
    await seedRecords(db, 'hotspots', [hotspot({})])
    await saveProvisioning(secondVersion({ position: { lat: 41.15, lng: -8.61, source: 'work-order', fix: null } }))
    expect(await db.hotspots.get(HOTSPOT_ID)).toMatchObject({ lat: 50, lng: 20, provisioningId: 'p1' })
  })

  it.each([
    ['a simulated device', { simulated: true }],
    ['a device without a place', { position: null }],
    ['an end device, which covers nothing', { identifiers: [{ kind: 'dev-eui' as const, value: 'AC1F09FFFE04891A' }] }],
    ['a device of no known network', { identifiers: [{ kind: 'mac' as const, value: 'DC:A6:32:01:02:03' }] }],
    ['a gateway whose EUI is damaged', { identifiers: [{ kind: 'gateway-eui' as const, value: 'DCA632' }] }],
  ])('is as it was after %s', async (_, facts) => {
    await saveProvisioning(secondVersion(facts))
    expect(await db.hotspots.count()).toBe(0)
    expect(await db.provisionings.count()).toBe(1)
  })

  it('never moves a hotspot because of a simulated device', async () => {
    await seedRecords(db, 'hotspots', [hotspot({})])
    await saveProvisioning(secondVersion({ simulated: true }))
    expect(await recordIn(db, 'hotspots', HOTSPOT_ID)).toEqual(hotspot({}))
  })

  it('is not in service since a device that was not connected', async () => {
    await saveProvisioning(secondVersion({ connected: false }))
    expect(await db.hotspots.get(HOTSPOT_ID)).not.toHaveProperty('since')
  })

  it('stays as a person corrected it when the same record is saved again', async () => {
    await saveProvisioning(secondVersion({}))
    await correct(HOTSPOT_ID, { name: 'Corrected' })
    const before = (await operationsInLog(db)).length
    await saveProvisioning(secondVersion({}))
    expect(await db.hotspots.get(HOTSPOT_ID)).toMatchObject({ name: 'Corrected' })
    expect((await operationsInLog(db)).length).toBe(before)
  })

  it('can be put back: a hotspot that came in goes, one that was changed is as it was, and the record stays', async () => {
    await saveProvisioning(secondVersion({}))
    await takeOutOfFleet('p1')
    expect(await db.hotspots.count()).toBe(0)
    await seedRecords(db, 'hotspots', [hotspot({})])
    await saveProvisioning(secondVersion({ id: 'p2' }))
    await takeOutOfFleet('p2')
    expect(await recordIn(db, 'hotspots', HOTSPOT_ID)).toEqual({ ...hotspot({}), updatedAt: expect.any(String) })
    expect(await db.provisionings.count()).toBe(2)
    await expect(takeOutOfFleet('p2')).rejects.toMatchObject({ code: 'fleet.later-record' })
  })

  it('is put back only as far as nobody worked on it since', async () => {
    await seedRecords(db, 'hotspots', [hotspot({})])
    await saveProvisioning(secondVersion({}))
    await correct(HOTSPOT_ID, { name: 'Corrected', groups: ['south'] })
    await takeOutOfFleet('p1')
    const corrected = hotspot({ name: 'Corrected', groups: ['south'] })
    expect(await recordIn(db, 'hotspots', HOTSPOT_ID)).toStrictEqual({ ...corrected, updatedAt: expect.any(String) })
  })

  it('keeps a hotspot that came in with the record and was worked on since', async () => {
    await saveProvisioning(secondVersion({}))
    await correct(HOTSPOT_ID, { owner: 'somebody' })
    await expect(takeOutOfFleet('p1')).rejects.toMatchObject({ code: 'fleet.changed-since' })
    expect(await db.hotspots.get(HOTSPOT_ID)).toMatchObject({ owner: 'somebody', provisioningId: 'p1' })
  })

  it('is not put back over a later record of the same device', async () => {
    await saveProvisioning(secondVersion({}))
    await saveProvisioning(secondVersion({ id: 'p2', position: { lat: 42, lng: -8, source: 'map', fix: null } }))
    await expect(takeOutOfFleet('p1')).rejects.toMatchObject({ code: 'fleet.later-record' })
    expect(await db.hotspots.get(HOTSPOT_ID)).toMatchObject({ lat: 42, provisioningId: 'p2' })
  })

  it('is put back with its work order, and both can be done again', async () => {
    await seedRecords(db, 'workOrders', [workOrder])
    await saveProvisioning(secondVersion({ workOrderId: 'w1' }))
    expect(await readFleetUpdates(['p1', 'unknown'])).toEqual(new Set(['p1']))
    await takeOutOfFleet('p1')
    expect(await recordIn(db, 'workOrders', 'w1')).toMatchObject({ status: 'open', provisioningId: null })
    expect(await readFleetUpdates(['p1'])).toEqual(new Set())
    const undo = (await db.acts.toArray()).find(({ undoes }) => undoes !== null)
    await undoAct(db, undo?.id ?? '')
    expect(await db.hotspots.get(HOTSPOT_ID)).toMatchObject({ lat: 41.15, provisioningId: 'p1' })
    expect(await db.workOrders.get('w1')).toMatchObject({ status: 'done', provisioningId: 'p1' })
    expect(await readFleetUpdates(['p1'])).toEqual(new Set(['p1']))
  })

  it('is saved once by two windows at once, and grouped meanwhile it keeps its group', async () => {
    await seedRecords(db, 'hotspots', [hotspot({})])
    await Promise.all([
      saveProvisioning(secondVersion({})),
      correct(HOTSPOT_ID, { groups: ['north', 'harbour'] }),
      saveProvisioning(secondVersion({})),
    ])
    expect(await db.hotspots.get(HOTSPOT_ID)).toMatchObject({ groups: ['harbour', 'north'], lat: 41.15, provisioningId: 'p1' })
    expect((await operationsInLog(db)).filter(({ table }) => table === 'provisionings')).toHaveLength(1)
  })
})

describe('[IN5] the install of a device that was put into service', () => {
  const times = async () =>
    (await recordsIn(db, 'installs'))
      .map(({ hotspotId, cell, from, to }) => [hotspotId, cell, from, to])
      .sort(([, , one], [, , other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
  const at = (signedAt: string, place: { lat: number; lng: number }, id: string) =>
    secondVersion({ id, signedAt, position: { ...place, source: 'typed', fix: null } })
  const [first, near, far] = [
    { lat: 41.15, lng: -8.61 },
    { lat: 41.1502, lng: -8.61 },
    { lat: 41.16, lng: -8.61 },
  ]
  const cellOf = ({ lat, lng }: { lat: number; lng: number }) => latLngToCell(lat, lng, 12)

  it('begins in the same transaction, and is taken back with it', async () => {
    await saveProvisioning(secondVersion({ technician: { memberId: 'tess', name: 'Tess' } }))
    expect(await recordsIn(db, 'installs')).toMatchObject([
      { hotspotId: HOTSPOT_ID, hostId: null, installerId: 'tess', from: '2026-11-02T10:01:00.000Z', to: null },
    ])
    await takeOutOfFleet('p1')
    expect([await db.hotspots.count(), await db.installs.count()]).toEqual([0, 0])
  })

  it('stays as it is where the device is put into service again at the same place', async () => {
    await saveProvisioning(at('2026-11-02T10:01:00Z', first, 'p1'))
    await saveProvisioning(at('2026-11-05T10:00:00Z', near, 'p2'))
    expect(await times()).toEqual([[HOTSPOT_ID, cellOf(first), '2026-11-02T10:01:00.000Z', null]])
  })

  it('ends where the device is put into service elsewhere, and another begins; older news changes nothing', async () => {
    await saveProvisioning(at('2026-11-02T10:01:00Z', first, 'p1'))
    await saveProvisioning(at('2026-11-05T10:00:00Z', far, 'p2'))
    const moved = [
      [HOTSPOT_ID, cellOf(first), '2026-11-02T10:01:00.000Z', '2026-11-05T10:00:00.000Z'],
      [HOTSPOT_ID, cellOf(far), '2026-11-05T10:00:00.000Z', null],
    ]
    expect(await times()).toEqual(moved)
    await saveProvisioning(at('2026-11-03T10:00:00Z', near, 'p3'))
    expect(await times()).toEqual(moved)
  })

  it('is none of a device that was only practised with', async () => {
    await saveProvisioning(secondVersion({ simulated: true }))
    expect(await db.installs.count()).toBe(0)
  })
})
