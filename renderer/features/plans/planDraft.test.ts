import { describe, expect, it } from 'vitest'
import { standardProfiles } from '#core/coverage/profiles/standardProfiles'
import { planSettingsSchema } from '#core/model/planStudy'
import { type Plan, planSchema } from '#core/model/records'
import { checkDraft, draftOfPlan, fittingResolution, isScenarioOf, newDraft, type PlanDraft, settingsOf } from './planDraft'
import { planSentence } from './planSentence'

const area: PlanDraft['area'] = [
  [20, 50],
  [20.1, 50],
  [20.1, 50.1],
]
const simple: PlanDraft = { ...newDraft('Plan 1'), area }
const place = { id: 'a', name: 'Tower', kind: 'listed' as const, lat: 50, lng: 20, cost: 900 }
const full: PlanDraft = {
  ...simple,
  profile: standardProfiles[0] ?? null,
  demand: { layerId: 'd', name: 'Census', unit: 'people' },
  count: '',
  budget: 5_000,
  currency: ' PLN ',
  gridCost: 1_200.5,
  listed: [place],
  movable: ['h1', 'h2'],
  moveCost: 50,
  mustHave: [place],
  forbidden: [area],
  spacingM: 400,
  countExisting: false,
  timeS: 2.5,
}

describe('a draft of a plan', () => {
  it('needs nothing but an area to begin with', () => {
    expect(Object.keys(checkDraft(newDraft('Plan 1')))).toEqual(['area'])
    expect(checkDraft(simple)).toEqual({})
  })

  it.each<[keyof PlanDraft, Partial<PlanDraft>]>([
    ['name', { name: '  ' }],
    ['reachM', { reachM: 0 }],
    ['reachM', { reachM: '' }],
    ['count', { count: 0 }],
    ['count', { count: 1.5 }],
    ['count', { count: '', budget: '' }],
    ['budget', { budget: 0 }],
    ['currency', { budget: 10, currency: '' }],
    ['gridCost', { gridCost: -1 }],
    ['gridCost', { gridCost: '' }],
    ['moveCost', { moveCost: -1 }],
    ['spacingM', { spacingM: -5 }],
    ['timeS', { timeS: 0 }],
    ['timeS', { timeS: 601 }],
    ['grid', { grid: false }],
    ['resolution', { reachM: 150 }],
  ])('says what is wrong at the field %s', (field, patch) => {
    expect(Object.keys(checkDraft({ ...simple, ...patch }))).toEqual([field])
  })

  it('has cells that its sites cover more than one of', () => {
    const profile = standardProfiles[0] ?? null
    expect(Object.keys(checkDraft({ ...simple, profile }, 75))).toEqual(['resolution'])
    expect(checkDraft({ ...simple, profile, resolution: fittingResolution(9, 75) }, 75)).toEqual({})
    expect(fittingResolution(9, 1_000)).toBe(9)
    expect(fittingResolution(7, 1_000)).toBe(9)
    expect(fittingResolution(9, 1)).toBe(11)
  })

  it('makes settings that fit their schema', () => {
    for (const draft of [simple, full]) expect(planSettingsSchema.parse(settingsOf(draft))).toEqual(settingsOf(draft))
    expect(settingsOf(full)).toMatchObject({ limit: { count: null, budget: 5_000, currency: 'PLN' }, timeMs: 2_500 })
  })

  it('comes back from the plan it made, to begin another scenario', () => {
    const plan: Plan = planSchema.parse({
      id: 'p',
      name: 'Plan 1',
      area,
      resolution: 8,
      reachM: 700,
      requestedSites: 4,
      candidateCount: 1,
      areaCells: 1,
      coveredBeforeCells: 0,
      sites: [],
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
    })
    expect(draftOfPlan(plan, 'Plan 1')).toEqual({ ...simple, resolution: 8, reachM: 700, count: 4 })
    const outcome = {
      value: 0,
      upperBound: 0,
      proved: true,
      method: 'greedy',
      elapsedMs: 1,
      totalWeight: 0,
      coveredBeforeWeight: 0,
      totalCost: 0,
      stoppedEarly: false,
      sensitivity: [],
    }
    const study = { familyId: 'f', scenario: 'A', settings: settingsOf(full), outcome }
    const again = draftOfPlan({ ...plan, study }, 'B')
    expect(settingsOf(again)).toEqual(settingsOf(full))
    expect(isScenarioOf(again, { ...plan })).toBe(true)
    expect(isScenarioOf({ ...again, area: [...(area ?? [])] }, plan)).toBe(true)
    expect(isScenarioOf({ ...again, resolution: 9 }, plan)).toBe(false)
    expect(isScenarioOf({ ...again, area: (area ?? []).slice(1) }, plan)).toBe(false)
  })
})

describe('a draft in words', () => {
  const facts = { areaM2: 78.5e6, areaCells: 745, hotspots: 400, reachM: 3_210 }
  it('says the simple case simply', () => {
    expect(planSentence(simple, { ...facts, hotspots: 1, reachM: 1_000 })).toBe(
      'Choose up to 10 sites in 78.5 km², about 745 cells, to reach the most cells that nobody reaches yet, each with a circle of 1 km. From a grid. 1 hotspot in service counts already.',
    )
  })

  it('says every limit', () => {
    expect(planSentence(full, facts)).toBe(
      'Choose as many sites as the budget allows within 5,000 PLN in 78.5 km², about 745 cells, to reach the most people (Census) that nobody reaches yet, each with LoRaWAN 868 (Europe), which reaches 3.21 km. From a grid, 1 listed place and 2 hotspots that may be moved; 1 site must be among them, none in 1 forbidden area and at least 400 m apart. Hotspots in service do not count.',
    )
  })
})
