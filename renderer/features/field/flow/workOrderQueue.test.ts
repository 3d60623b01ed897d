import { describe, expect, it } from 'vitest'
import type { WorkOrder } from '#core/model/records'
import { chooseWorkOrder, queueWorkOrders } from './workOrderQueue'

const order = (id: string, change: Partial<WorkOrder> = {}): WorkOrder => ({
  id,
  title: `Site ${id}`,
  planId: null,
  siteId: null,
  lat: 0,
  lng: 0,
  h3: '8928308280fffff',
  status: 'open',
  assigneeId: null,
  provisioningId: null,
  createdAt: '2026-01-01',
  updatedAt: '2026-01-01',
  ...change,
})
const ids = (orders: WorkOrder[], memberId: string | null = null, here: { lat: number; lng: number } | null = null) =>
  queueWorkOrders(orders, memberId, here).map((queued) => queued.order.id)

describe('queueWorkOrders', () => {
  it('leaves out what is done and puts what was begun first', () => {
    expect(ids([order('a'), order('b', { status: 'done' }), order('c', { status: 'in-progress' })])).toEqual(['c', 'a'])
  })

  it("puts the technician's own before nobody's, and those before somebody else's", () => {
    const orders = [order('other', { assigneeId: 'm2' }), order('free'), order('mine', { assigneeId: 'm1' })]
    expect(ids(orders, 'm1')).toEqual(['mine', 'free', 'other'])
    expect(ids(orders, null)).toEqual(['free', 'mine', 'other'])
  })

  it("does not offer somebody else's begun order first", () => {
    expect(ids([order('theirs', { status: 'in-progress', assigneeId: 'm2' }), order('free')], 'm1')).toEqual(['free', 'theirs'])
  })

  it('puts the nearest to the device before first, and says how far it is', () => {
    const orders = [order('far', { lat: 1 }), order('near', { lat: 0.001 })]
    expect(ids(orders, null, { lat: 0, lng: 0 })).toEqual(['near', 'far'])
    const [near, far] = queueWorkOrders(orders, null, { lat: 0, lng: 0 })
    expect(near?.why).toBe('111 m from the device before')
    expect(far?.why).toBe('111 km from the device before')
  })

  it('counts titles as people do, and puts what is due first', () => {
    const details = { radio: null, contactName: '', contactPhone: '', access: '', notes: '', dueOn: '2026-02-01', checklist: [] }
    expect(ids([order('10'), order('9'), order('11', { details })])).toEqual(['11', '9', '10'])
    expect(queueWorkOrders([order('1', { details, assigneeId: 'm1' })], 'm1', null)[0]?.why).toBe('yours, due 2026-02-01')
  })
})

describe('chooseWorkOrder', () => {
  const queue = queueWorkOrders(
    Array.from({ length: 20 }, (_, at) => order(`${at + 1}`)),
    null,
    null,
  )
  const choose = (workOrderId: string | null | undefined, search = '') => {
    const { shown, value } = chooseWorkOrder({ queue, workOrderId, search })
    return { value, shown: shown.map((queued) => queued.order.id) }
  }

  it('offers the next one, or takes what was chosen', () => {
    expect(choose(undefined)).toEqual({ value: '1', shown: ['1', '2', '3', '4', '5', '6', '7', '8'] })
    expect(choose('3').value).toBe('3')
    expect(choose(null).value).toBeNull()
    expect(chooseWorkOrder({ queue: [], workOrderId: undefined, search: '' })).toEqual({ shown: [], value: null })
  })

  it('takes what is found while searching, never what is not on screen', () => {
    expect(choose(undefined, 'site 1')).toMatchObject({ value: '1' })
    expect(choose(undefined, ' Site 20 ')).toEqual({ value: '20', shown: ['20'] })
    expect(choose('3', '20')).toEqual({ value: '20', shown: ['20'] })
    expect(choose('3', 'nowhere')).toEqual({ value: undefined, shown: [] })
    expect(choose(null, '20').value).toBeNull()
  })

  it('keeps what was found and chosen in view, and forgets an order that is done meanwhile', () => {
    expect(choose('20')).toEqual({ value: '20', shown: ['20', '1', '2', '3', '4', '5', '6', '7'] })
    expect(choose('gone').value).toBe('1')
  })
})
