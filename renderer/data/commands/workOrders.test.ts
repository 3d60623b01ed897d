import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '#core/model/records'
import { db } from '../openDatabase'
import { putRecords } from './putRecords'
import { makeWorkOrders } from './workOrders'

const AT = '2026-01-01T00:00:00.000Z'
const site = (order: number) => ({
  id: `site-${order}`,
  order,
  lat: 50 + order / 100,
  lng: 20,
  h3: '8c1e2e6841901ff',
  gainCells: 5,
  cumulativeCells: 5 * order,
  why: 'Covers 5 cells that no hotspot reaches yet.',
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
  requestedSites: 3,
  candidateCount: 40,
  areaCells: 100,
  coveredBeforeCells: 10,
  sites: [site(1), site(2), site(3)],
  createdAt: AT,
  updatedAt: AT,
}

describe('work orders of a plan', () => {
  beforeEach(async () => {
    await db.open()
    await db.meta.put({ key: 'actor', value: 'a test' })
    await db.workOrders.clear()
    await putRecords('plans', [plan])
  })

  it('makes one per site, at the position of the site', async () => {
    const made = await makeWorkOrders(plan, plan.sites)
    expect(made.map(({ title }) => title)).toEqual(['Site 1 of North bank', 'Site 2 of North bank', 'Site 3 of North bank'])
    expect(await db.workOrders.get('plan-1:site-2')).toMatchObject({
      planId: 'plan-1',
      siteId: 'site-2',
      lat: 50.02,
      status: 'open',
    })
  })

  it('makes none twice, and leaves the ones that are there as they are', async () => {
    const [first] = await makeWorkOrders(plan, [site(1)])
    if (!first) throw new Error('no work order was made')
    await putRecords('workOrders', [{ ...first, status: 'done' }])
    const made = await makeWorkOrders(plan, plan.sites)
    expect(made.map(({ siteId }) => siteId)).toEqual(['site-2', 'site-3'])
    expect(await makeWorkOrders(plan, plan.sites)).toEqual([])
    expect(await db.workOrders.count()).toBe(3)
    expect((await db.workOrders.get(first.id))?.status).toBe('done')
  })
})
