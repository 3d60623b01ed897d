import { describe, expect, it } from 'vitest'
import { type Plan, planSchema } from '#core/model/records'
import { newDraft, settingsOf } from './planDraft'
import { gainPoints, planMeasures } from './planMeasures'

const site = (order: number, gainCells: number, cumulativeCells: number) => ({
  id: `s${order}`,
  order,
  lat: 50,
  lng: 20,
  h3: '8c1e2e6841901ff',
  gainCells,
  cumulativeCells,
  why: '',
})
const plain: Plan = planSchema.parse({
  id: 'p',
  name: 'Plan',
  area: [
    [20, 50],
    [20.1, 50],
    [20.1, 50.1],
  ],
  resolution: 9,
  reachM: 500,
  requestedSites: 2,
  candidateCount: 9,
  areaCells: 100,
  coveredBeforeCells: 20,
  sites: [site(1, 30, 30), site(2, 10, 40)],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
})
const siteStudy = (gainWeight: number, cumulativeWeight: number, cost: number) => ({
  kind: 'new' as const,
  name: '',
  gainWeight,
  cumulativeWeight,
  onlyWeight: gainWeight,
  sharedWeight: 0,
  cost,
  cell: '891e2e6841bffff',
  reachM: 500,
  hotspotId: null,
})
const studied: Plan = {
  ...plain,
  sites: [
    { ...site(1, 30, 30), study: siteStudy(600, 600, 1_000) },
    { ...site(2, 10, 40), study: siteStudy(50, 650, 400) },
  ],
  study: {
    familyId: 'p',
    scenario: 'A',
    settings: {
      ...settingsOf({ ...newDraft('Plan'), area: plain.area }),
      demandLayerId: 'd',
      demandUnit: 'people',
    },
    outcome: {
      value: 640,
      upperBound: 700,
      proved: false,
      method: 'swap',
      elapsedMs: 10,
      totalWeight: 2_000,
      coveredBeforeWeight: 100,
      lostWeight: 10,
      totalCost: 1_400,
      stoppedEarly: false,
      sensitivity: [],
    },
  },
}

describe('figures of a plan', () => {
  it('of the first version are in cells', () => {
    expect(planMeasures(plain)).toMatchObject({ unit: 'cells', before: 20, after: 60, total: 100, value: 40, outcome: null })
    expect(gainPoints(plain).map(({ share }) => share)).toEqual([0.2, 0.5, 0.6])
  })

  it('with a study are in the unit of its demand, with what moving gave up taken off', () => {
    expect(planMeasures(studied)).toMatchObject({ unit: 'people', before: 100, after: 740, total: 2_000, value: 640, lost: 10 })
    expect(gainPoints(studied)).toEqual([
      { sites: 0, reached: 100, share: 0.05, cost: 0 },
      { sites: 1, reached: 700, share: 0.35, cost: 1_000 },
      { sites: 2, reached: 750, share: 0.375, cost: 1_400 },
    ])
  })
})
