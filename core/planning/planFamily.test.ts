import { expect, test } from 'vitest'
import type { Plan } from '../model/records'
import { boundShare, boundText } from './boundText'
import { plainSettings } from './plainSettings'
import { planCells } from './planCells'
import { familyOf, nextScenario, scenariosOf } from './planFamily'
import { planRecord } from './planRecord'
import { planSites } from './planSites'

const area: Plan['area'] = [
  [8.47, 47.33],
  [8.6, 47.33],
  [8.6, 47.43],
  [8.47, 47.43],
]
const hotspots = [
  { id: 'a', name: 'A', lat: 47.38, lng: 8.53 },
  { id: 'b', name: 'B', lat: 47.385, lng: 8.535 },
]
async function makePlan(id: string, count: number, scenario: string): Promise<Plan> {
  const order = { area, resolution: 8, reachM: 1_500, settings: { ...plainSettings(count), timeMs: 100 } }
  const planned = await planSites({ ...order, hotspots, profiles: [], demand: null })
  return planRecord({ id, name: `Plan ${id}`, familyId: 'p1', scenario, at: '2026-11-21T00:00:00.000Z', ...order }, planned)
}

test('letters go on after Z, and plans of the first version are families of their own', async () => {
  const first = await makePlan('p1', 1, 'A')
  const { study: _, ...old } = { ...first, id: 'old' }
  expect([familyOf(first), familyOf(old)]).toEqual(['p1', 'old'])
  expect(nextScenario(old, [first, old])).toBe('B')
  const family = ['Z', 'A', 'AZ', 'B'].map(
    (scenario): Plan => ({
      ...first,
      id: scenario,
      ...(first.study ? { study: { ...first.study, scenario } } : {}),
    }),
  )
  expect(scenariosOf(first, [...family, old]).map(({ id }) => id)).toEqual(['A', 'B', 'Z', 'AZ'])
  expect(nextScenario(first, family)).toBe('BA')
  expect(nextScenario(first, family.slice(0, 2))).toBe('AA')
})

test('cells know their hotspots and their sites', async () => {
  const plan = await makePlan('p2', 3, 'B')
  const { cells, hotspots: counts, sitePtr, siteIdx } = planCells(plan, hotspots, [])
  expect(cells).toHaveLength(plan.areaCells)
  expect(counts.filter((count) => count > 0)).toHaveLength(plan.coveredBeforeCells)
  expect(Math.max(...counts)).toBe(2)
  const bySite = plan.sites.map((_, site) => siteIdx.filter((each) => each === site).length)
  for (const [site, reached] of bySite.entries()) expect(reached).toBeGreaterThanOrEqual(plan.sites[site]?.gainCells ?? 1)
  expect(sitePtr.at(-1)).toBe(bySite.reduce((sum, reached) => sum + reached, 0))
})

test('a moved hotspot no longer counts where it stood', async () => {
  const plan = await makePlan('p1', 1, 'A')
  const [site] = plan.sites
  if (!site?.study) throw new Error('a plan of today has a study')
  const moved: Plan = { ...plan, sites: [{ ...site, study: { ...site.study, kind: 'moved', hotspotId: 'a' } }] }
  expect(Math.max(...planCells(moved, hotspots, []).hotspots)).toBe(1)
})

test('never says more of the bound than is known', () => {
  expect(boundText({ value: 986_999, upperBound: 1_000_000, proved: false })).toBe('≥ 98.6% of the bound')
  expect(boundText({ value: 999_999, upperBound: 1_000_000, proved: false })).toBe('≥ 99.9% of the bound')
  expect(boundText({ value: 5, upperBound: 5, proved: true })).toBe('optimal, proved')
  expect(boundShare({ value: 0, upperBound: 0, proved: true })).toBe(1)
  expect(boundShare({ value: 0, upperBound: 10, proved: false })).toBe(0)
})
