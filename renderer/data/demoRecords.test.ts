import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { DEMO_PREFIX } from '#core/model/demoIdentity'
import { demoChanges } from './demoChanges'

test('everything of the demo carries its mark, and its work orders are for sites of its first scenario', async () => {
  const { changes, chunks } = await demoChanges()
  for (const { table, key } of changes) if (table !== 'settings') expect(key.startsWith(DEMO_PREFIX)).toBe(true)
  const of = (table: string) => changes.flatMap(({ table: each, record }) => (each === table ? [record as { id: string }] : []))
  const [first, second] = of('plans') as unknown as { id: string; sites: { id: string }[] }[]
  const orders = of('workOrders') as unknown as { planId: string; siteId: string }[]
  expect(orders).toHaveLength(3)
  for (const order of orders) {
    expect(order.planId).toBe(first?.id)
    expect(first?.sites.map(({ id }) => id)).toContain(order.siteId)
  }
  const siteIds = [first, second].flatMap((plan) => plan?.sites.map(({ id }) => id) ?? [])
  expect(new Set(siteIds).size).toBe(siteIds.length)
  expect(chunks.map(({ layerId }) => layerId)).toEqual(of('dataLayers').map(({ id }) => id))
})
