import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import type { Plan, WorkOrder } from '#core/model/records'
import { makeWorkOrders } from '../planning/workOrders'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { describeOrders } from './orderSheet'

const AT = '2026-01-01T00:00:00.000Z'
const site = (order: number) => ({
  id: `site-${order}`,
  order,
  lat: 50,
  lng: 20,
  h3: '8c1e2e6841901ff',
  gainCells: 5,
  cumulativeCells: 5 * order,
  why: '',
})
const plan: Plan = {
  id: 'plan-1',
  name: 'North bank',
  area: [
    [19, 50],
    [20, 50],
    [20, 51],
  ],
  resolution: 9,
  reachM: 500,
  requestedSites: 2,
  candidateCount: 40,
  areaCells: 100,
  coveredBeforeCells: 10,
  sites: [site(1), site(2)],
  createdAt: AT,
  updatedAt: AT,
}

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'members', [{ id: 'm1', name: 'Zoë', address: null, role: 'crew', createdAt: AT, updatedAt: AT }])
  await seedRecords(db, 'plans', [plan])
})

it('says what the ids of an order stand for, in the order asked, also when they stand for nothing any more', async () => {
  const [first, second] = await makeWorkOrders(plan, plan.sites)
  if (!first || !second) throw new Error('no work order was made')
  const lost: WorkOrder = { ...first, id: 'lost', planId: 'gone', siteId: 'gone', assigneeId: 'gone' }
  expect(await describeOrders([{ ...second, assigneeId: 'm1' }, lost, { ...first, planId: null }])).toMatchObject([
    { planName: 'North bank', siteNumber: 2, assigneeName: 'Zoë' },
    { planName: '', siteNumber: null, assigneeName: '' },
    { planName: '', siteNumber: null, assigneeName: '' },
  ])
})
