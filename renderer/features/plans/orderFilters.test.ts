import { describe, expect, it } from 'vitest'
import type { Member, Plan, WorkOrder } from '#core/model/records'
import { newWorkOrderDetails } from '#core/planning/workOrders/workOrderDetails'
import { filterRows, isLate, NO_FILTERS, orderRows } from './orderFilters'

const order = (id: string, fields: Partial<WorkOrder> = {}, dueOn: string | null = null): WorkOrder => ({
  id,
  title: id,
  planId: 'p1',
  siteId: `s${id}`,
  lat: 50,
  lng: 20,
  h3: '8c1e2e6841901ff',
  status: 'open',
  assigneeId: null,
  provisioningId: null,
  details: { ...newWorkOrderDetails(null), dueOn },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
})
const plans = [
  {
    id: 'p1',
    name: 'North',
    sites: [
      { id: 'sa', order: 2 },
      { id: 'sb', order: 1 },
    ],
  },
] as unknown as Plan[]
const members = [{ id: 'm1', name: 'Zoë' }] as Member[]
const rows = orderRows(
  [
    order('a'),
    order('b'),
    order('c', { status: 'done', provisioningId: 'x' }, '2026-01-01'),
    order('d', { assigneeId: 'm1', status: 'in-progress' }, '2026-03-01'),
    order('e', { assigneeId: 'gone', planId: null, siteId: null }, '2026-02-01'),
  ],
  plans,
  members,
)
const ids = (some: typeof rows) => some.map((row) => row.order.id).join('')

describe('rows of work orders', () => {
  it('come soonest due first, then by site, the done ones last', () => {
    expect(ids(rows)).toBe('edbac')
    expect(rows.find((row) => row.order.id === 'a')).toMatchObject({ planName: 'North', siteNumber: 2, checked: 0 })
    expect(rows.map(({ assigneeName }) => assigneeName)).toEqual(['', 'Zoë', '', '', ''])
  })

  it('are filtered by status, assignee and plan, and all at once', () => {
    expect(ids(filterRows(rows, NO_FILTERS))).toBe('edbac')
    expect(ids(filterRows(rows, { ...NO_FILTERS, status: 'not-done' }))).toBe('edba')
    expect(ids(filterRows(rows, { ...NO_FILTERS, status: 'done' }))).toBe('c')
    expect(ids(filterRows(rows, { ...NO_FILTERS, assignee: 'nobody' }))).toBe('bac')
    expect(ids(filterRows(rows, { ...NO_FILTERS, assignee: 'm1' }))).toBe('d')
    expect(ids(filterRows(rows, { status: 'not-done', assignee: 'nobody', planId: 'p1' }))).toBe('ba')
  })

  it('are late the day after they were due, unless done', () => {
    const late = (today: string) => ids(rows.filter((row) => isLate(row, today)))
    expect(late('2026-02-01')).toBe('')
    expect(late('2026-02-02')).toBe('e')
    expect(late('2026-12-31')).toBe('ed')
  })
})
