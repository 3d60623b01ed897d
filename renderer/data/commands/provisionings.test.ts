import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkOrder } from '#core/model/records'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import { db } from '../openDatabase'
import { saveProvisioning } from './provisionings'

beforeEach(async () => {
  await db.delete()
  await db.open()
})

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

const fileFor = (workOrderId: string | null): ProvisioningFile => ({
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
    await db.workOrders.put(workOrder)
    await saveProvisioning(fileFor('w1'))
    expect(await db.workOrders.get('w1')).toMatchObject({ status: 'done', provisioningId: 'p1', title: 'Site 1' })
    expect(await db.provisionings.get('p1')).toMatchObject({ deviceName: 'Roof 1', createdAt: '2026-11-02T10:01:00Z' })
    const [entry] = await db.outbox.toArray()
    expect(entry?.ops.map((op) => [op.table, op.kind])).toEqual([
      ['provisionings', 'fact'],
      ['workOrders', 'set'],
    ])
    expect(entry?.ops[1]?.patch).toEqual({ status: 'done', provisioningId: 'p1', updatedAt: '2026-11-02T10:01:00Z' })
  })

  it('keeps the record also without a work order, and when that is gone', async () => {
    await saveProvisioning(fileFor(null))
    await saveProvisioning({ ...fileFor('gone'), facts: { ...fileFor('gone').facts, id: 'p2' } })
    expect(await db.provisionings.count()).toBe(2)
    expect(await db.workOrders.count()).toBe(0)
  })

  it('saves the same record again without a second one', async () => {
    await db.workOrders.put(workOrder)
    await saveProvisioning(fileFor('w1'))
    await saveProvisioning(fileFor('w1'))
    expect(await db.provisionings.count()).toBe(1)
  })
})
