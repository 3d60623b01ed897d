import { expect, test } from 'vitest'
import type { WorkOrder } from '#core/model/records'
import { changesSince } from './changesSince'

const fleet = [{ createdAt: '2026-11-01T00:00:00.000Z' }, { createdAt: '2026-11-05T00:00:00.000Z' }]
const provisioning = (id: string, createdAt: string) => ({ id, workOrderId: null, deviceName: id, simulated: false, createdAt })
const order: WorkOrder = {
  id: 'w',
  title: 'Mast',
  planId: null,
  siteId: null,
  lat: 50,
  lng: 19,
  h3: '8c1f8c0c0c0c1ff',
  status: 'done',
  assigneeId: null,
  provisioningId: 'new',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-05T00:00:00.000Z',
}
const records = {
  provisionings: [provisioning('new', '2026-11-05T00:00:00.000Z'), provisioning('old', '2026-11-01T00:00:00.000Z')],
  workOrders: [order, { ...order, id: 'x', provisioningId: 'old' }, { ...order, id: 'y', provisioningId: null }],
}

test('only what came after the moment is new', () => {
  expect(changesSince(fleet, records, '2026-11-03T00:00:00.000Z')).toEqual({
    since: '2026-11-03T00:00:00.000Z',
    added: 1,
    provisioned: 1,
    provisionedAt: [{ lat: 50, lng: 19 }],
  })
})

test('on a first visit nothing is new', () => {
  expect(changesSince(fleet, records, null)).toEqual({ since: null, added: 0, provisioned: 0, provisionedAt: [] })
})
