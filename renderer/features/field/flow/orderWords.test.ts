import { expect, it } from 'vitest'
import type { WorkOrder } from '#core/model/records'
import { orderAfter, orderBefore } from './orderWords'

const order: WorkOrder = {
  id: 'w1',
  title: 'Roof',
  planId: null,
  siteId: null,
  lat: 41.15,
  lng: -8.61,
  h3: '8c392251d2a01ff',
  status: 'in-progress',
  assigneeId: null,
  provisioningId: null,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
}
const real = { id: 'p1', simulated: false }

it('says what becomes of the order, before and after', () => {
  expect(orderBefore(order, { ...real, id: null })).toBe('The record sets the work order “Roof” to done.')
  expect(orderAfter({ ...order, status: 'done', provisioningId: 'p1' }, real)).toBe('The work order is done.')
})

it('says that a training device leaves it as it is', () => {
  expect(orderBefore(order, { id: null, simulated: true })).toContain('stays as it is: this is a training device')
  expect(orderAfter(order, { id: 'p1', simulated: true })).toContain('stays as it was')
})

it('says that another record stays', () => {
  const others = { ...order, status: 'done' as const, provisioningId: 'p0' }
  expect(orderBefore(others, real)).toContain('it is done by another record')
  expect(orderAfter(others, real)).toContain('stays with the other record')
})

it('says that there is none', () => {
  expect(orderBefore(null, real)).toBe('It belongs to no work order.')
  expect(orderAfter(null, real)).toBeNull()
})
