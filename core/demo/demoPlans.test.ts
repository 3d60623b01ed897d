import { expect, test } from 'vitest'
import { dataLayerSchema } from '../model/dataLayer'
import { planSchema } from '../model/records'
import { buildDemoCooperative, DEMO_DEMAND_AREA, DISTRICTS } from './demoCooperative'
import { buildDemoDemand } from './demoDemand'
import { buildDemoPlans } from './demoPlans'

const at = '2026-11-02T09:00:00.000Z'

test('invented demand says that it is invented, and adds up', () => {
  const { layer, cells, weights } = buildDemoDemand(DISTRICTS, DEMO_DEMAND_AREA, at)
  expect(dataLayerSchema.parse(layer)).toEqual(layer)
  expect(layer.name).toContain('synthetic')
  expect(cells).toHaveLength(layer.cellCount)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(layer.totalWeight)
})

test('two scenarios of one family, with something to gain and something to compare', async () => {
  const plans = await buildDemoPlans(buildDemoCooperative(), buildDemoDemand(DISTRICTS, DEMO_DEMAND_AREA, at), at)
  for (const plan of plans) expect(planSchema.parse(plan)).toEqual(plan)
  const [a, b] = plans
  expect(plans.map(({ study }) => study?.scenario)).toEqual(['A', 'B'])
  expect(a?.study?.familyId).toBe(b?.study?.familyId)
  expect(a?.sites).toHaveLength(12)
  expect(b?.sites.some(({ study }) => study?.kind === 'moved')).toBe(true)
})
