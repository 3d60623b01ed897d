import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '#core/model/records'
import { db } from '../records/openRecords'
import { openEmpty, operationsInLog, seedRecords } from '../records/testing/seedRecords'
import { assignWorkOrders, makeWorkOrders, startWorkOrder } from './workOrders'

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
    await openEmpty(db)
    await seedRecords(db, 'plans', [plan])
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
    await seedRecords(db, 'workOrders', [{ ...first, status: 'done' }])
    const made = await makeWorkOrders(plan, plan.sites)
    expect(made.map(({ siteId }) => siteId)).toEqual(['site-2', 'site-3'])
    expect(await makeWorkOrders(plan, plan.sites)).toEqual([])
    expect(await db.workOrders.count()).toBe(3)
    expect((await db.workOrders.get(first.id))?.status).toBe('done')
  })

  it('gives each what the crew needs: the profile of the plan, a checklist, and what is to be moved', async () => {
    const [order] = await makeWorkOrders(plan, [site(1)])
    expect(order?.details).toMatchObject({ radio: null, dueOn: null, contactName: '' })
    expect(Object.keys(order?.checklist ?? {}).length).toBeGreaterThan(3)
    const moved = {
      ...site(2),
      study: {
        kind: 'moved' as const,
        name: 'Harbour roof',
        gainWeight: 5,
        cumulativeWeight: 10,
        onlyWeight: 5,
        sharedWeight: 0,
        cost: 50,
        cell: '891e2e6841bffff',
        reachM: 500,
        hotspotId: 'h1',
      },
    }
    const [second] = await makeWorkOrders(plan, [moved])
    expect(second?.details?.notes).toBe('Move Harbour roof here.')
    expect(second?.checklist?.['line-1']).toEqual({ text: 'Harbour roof taken down from its old place', done: false, place: 0 })
  })

  it('assigns many at once, and writes nothing for those that have the assignee already or are gone', async () => {
    const made = await makeWorkOrders(plan, plan.sites)
    const ids = made.map(({ id }) => id)
    const before = (await operationsInLog(db)).length
    expect(await assignWorkOrders([...ids, 'gone'], 'member-1')).toBe(3)
    expect((await db.workOrders.toArray()).map(({ assigneeId }) => assigneeId)).toEqual(['member-1', 'member-1', 'member-1'])
    expect((await operationsInLog(db)).length).toBe(before + 3)
    expect(await assignWorkOrders(ids, 'member-1')).toBe(0)
    expect((await operationsInLog(db)).length).toBe(before + 3)
    expect(await assignWorkOrders(ids.slice(0, 1), null)).toBe(1)
  })

  it('starts an open order, but not for a training device, and leaves one that is done', async () => {
    const [first, second] = await makeWorkOrders(plan, plan.sites)
    if (!first || !second) throw new Error('no work order was made')
    await seedRecords(db, 'workOrders', [{ ...second, status: 'done' }])
    await startWorkOrder(first.id, { simulated: true })
    expect((await db.workOrders.get(first.id))?.status).toBe('open')
    await startWorkOrder(first.id, { simulated: false })
    await startWorkOrder(second.id, { simulated: false })
    await startWorkOrder('gone', { simulated: false })
    expect((await db.workOrders.get(first.id))?.status).toBe('in-progress')
    expect((await db.workOrders.get(second.id))?.status).toBe('done')
  })

  it('makes one order for a site that two windows ask for at once', async () => {
    const made = await Promise.all([makeWorkOrders(plan, plan.sites), makeWorkOrders(plan, [site(1)])])
    expect(made.flat()).toHaveLength(3)
    expect(await db.workOrders.count()).toBe(3)
  })
})
