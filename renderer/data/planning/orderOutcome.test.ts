import { expect, it } from 'vitest'
import type { WorkOrder } from '#core/model/records'
import { orderOutcome } from './orderOutcome'

const order: WorkOrder = {
  ...{ id: 'w1', title: 'Site 1', planId: null, siteId: null, lat: 41.15, lng: -8.61, h3: '8c392251d2a01ff' },
  ...{ status: 'in-progress', assigneeId: null, provisioningId: null },
  ...{ createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' },
}
const done = { ...order, status: 'done' as const }

it.each([
  ['an order, real device', order, false, 'done'],
  ['an order, training device', order, true, 'training'],
  ["the demo's order, training device", { ...order, id: 'demo-order-1' }, true, 'done'],
  ["an order of the demo's plan, training device", { ...order, planId: 'demo-plan-1' }, true, 'done'],
  ['an order done by hand', done, false, 'done'],
  ['an order done by this record', { ...done, provisioningId: 'p1' }, false, 'done'],
  ['an order done by another record', { ...done, provisioningId: 'p0' }, false, 'other-record'],
  ['an order opened again after another record', { ...order, provisioningId: 'p0' }, false, 'done'],
])('%s', (_what, workOrder, simulated, outcome) => {
  expect(orderOutcome(workOrder, { id: 'p1', simulated })).toBe(outcome)
})

it('of a record that is not signed yet does not replace another one', () => {
  expect(orderOutcome({ ...done, provisioningId: 'p0' }, { id: null, simulated: false })).toBe('other-record')
})
