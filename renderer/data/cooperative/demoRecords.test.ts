import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { isDemoKey } from '#core/model/demoIdentity'
import { demoRecords } from './demoRecords'

test('everything of the demo carries its mark, and its work orders are for sites of its first scenario', async () => {
  const { records, chunks } = await demoRecords()
  const { cooperativeSettings, ...marked } = records
  expect(cooperativeSettings).toMatchObject([{ key: 'cooperative', value: { synthetic: true } }])
  for (const { id } of Object.values(marked).flat()) expect(isDemoKey(id)).toBe(true)
  const [first, second] = records.plans ?? []
  expect(records.workOrders).toHaveLength(3)
  for (const order of records.workOrders ?? []) {
    expect(order.planId).toBe(first?.id)
    expect(first?.sites.map(({ id }) => id)).toContain(order.siteId)
  }
  const siteIds = [first, second].flatMap((plan) => plan?.sites.map(({ id }) => id) ?? [])
  expect(new Set(siteIds).size).toBe(siteIds.length)
  expect(chunks.map(({ layerId }) => layerId)).toEqual(records.dataLayers?.map(({ id }) => id))
})
