/** A plan as it is being asked for: what a person typed, what is wrong with it field by field, and the settings it makes. */
import { getHexagonEdgeLengthAvg } from 'h3-js'
import type { PlanCandidate, PlanSettings } from '#core/model/planStudy'
import type { Ring } from '#core/model/position'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Plan } from '#core/model/records'

/** What a number field holds: a number, or text while it is empty or unfinished. */
export type Typed = number | string

export interface PlanDraft {
  name: string
  area: Ring | null
  resolution: number
  /** Null for a plain circle of `reachM`. */
  profile: RadioProfile | null
  reachM: Typed
  /** Null counts every cell as 1. */
  demand: { layerId: string; name: string; unit: string } | null
  /** Empty for no limit of that kind. */
  count: Typed
  budget: Typed
  currency: string
  grid: boolean
  gridCost: Typed
  listed: PlanCandidate[]
  /** Ids of hotspots that may be moved. */
  movable: string[]
  moveCost: Typed
  mustHave: PlanCandidate[]
  forbidden: Ring[]
  spacingM: Typed
  countExisting: boolean
  /** Seconds to search for. */
  timeS: Typed
}

export type DraftField = keyof PlanDraft
export type DraftFaults = Partial<Record<DraftField, string>>

/** The simple case: an area, ten sites, a circle around each. */
export function newDraft(name: string): PlanDraft {
  return {
    name,
    area: null,
    resolution: 9,
    profile: null,
    reachM: 1_000,
    demand: null,
    count: 10,
    budget: '',
    currency: 'EUR',
    grid: true,
    gridCost: 0,
    listed: [],
    movable: [],
    moveCost: 0,
    mustHave: [],
    forbidden: [],
    spacingM: 0,
    countExisting: true,
    timeS: 3,
  }
}

/** The settings of a plan to begin another scenario from. Plans of the first version have a circle and a count only. */
export function draftOfPlan(plan: Plan, name: string): PlanDraft {
  const base: PlanDraft = {
    ...newDraft(name),
    area: plan.area,
    resolution: plan.resolution,
    reachM: plan.reachM,
    count: plan.requestedSites,
  }
  const settings = plan.study?.settings
  if (!settings) return base
  const { limit, candidates, demandLayerId } = settings
  return {
    ...base,
    profile: settings.profile,
    demand: demandLayerId === null ? null : { layerId: demandLayerId, name: settings.demandName, unit: settings.demandUnit },
    count: limit.count ?? '',
    budget: limit.budget ?? '',
    currency: limit.currency,
    grid: candidates.grid,
    gridCost: candidates.gridCost,
    listed: candidates.listed,
    movable: candidates.movable,
    moveCost: candidates.moveCost,
    mustHave: settings.mustHave,
    forbidden: settings.forbidden,
    spacingM: settings.spacingM,
    countExisting: settings.countExisting,
    timeS: settings.timeMs / 1_000,
  }
}

/** Another area, or cells of another size, is another question: only the same ones can be compared cell by cell. */
export function isScenarioOf(draft: PlanDraft, base: Plan): boolean {
  return draft.resolution === base.resolution && JSON.stringify(draft.area) === JSON.stringify(base.area)
}

/** The finest cells that the form offers: a quarter of a hectare. */
export const FINEST_RESOLUTION = 11

/** The resolution, or the coarsest finer one whose cells a site that reaches so far covers more than one of. */
export function fittingResolution(resolution: number, reachM: number): number {
  let fitting = resolution
  while (fitting < FINEST_RESOLUTION && getHexagonEdgeLengthAvg(fitting, 'm') * 2 > reachM) fitting += 1
  return fitting
}

const isAmount = (value: Typed) => value !== '' && Number.isFinite(Number(value)) && Number(value) >= 0
const isEmpty = (value: Typed) => String(value).trim() === ''

/**
 * What keeps the draft from being planned, one sentence per field.
 * @param profileReachM how far the draft's profile reaches; not looked at without one
 */
export function checkDraft(draft: PlanDraft, profileReachM = Number.POSITIVE_INFINITY): DraftFaults {
  const faults: DraftFaults = {}
  const { count, budget } = draft
  const reachM = draft.profile ? profileReachM : Number(draft.reachM)
  const cellM = getHexagonEdgeLengthAvg(draft.resolution, 'm')
  if (reachM > 0 && reachM < cellM) {
    faults.resolution = `A site reaches ${Math.round(reachM)} m, less than a cell of ${Math.ceil(cellM)} m: choose finer cells.`
  }
  if (draft.name.trim() === '') faults.name = 'Give the plan a name.'
  if (draft.area === null) faults.area = 'Give an area: draw one, take the view, or type it.'
  if (draft.profile === null && !(Number(draft.reachM) > 0)) faults.reachM = 'The reach must be more than 0 m.'
  if (isEmpty(count) && isEmpty(budget)) faults.count = 'Give a number of sites, a budget, or both.'
  else if (!isEmpty(count) && !(Number.isInteger(Number(count)) && Number(count) >= 1)) {
    faults.count = 'The number of sites must be a whole number of at least 1.'
  }
  if (!isEmpty(budget) && !(Number(budget) > 0)) faults.budget = 'The budget must be more than 0, or empty.'
  if (!isEmpty(budget) && draft.currency.trim() === '') faults.currency = 'Say what the budget is counted in.'
  if (!isAmount(draft.gridCost)) faults.gridCost = 'A site costs 0 or more.'
  if (!isAmount(draft.moveCost)) faults.moveCost = 'A move costs 0 or more.'
  if (!isAmount(draft.spacingM)) faults.spacingM = 'The spacing must be 0 m or more.'
  if (!(Number(draft.timeS) > 0 && Number(draft.timeS) <= 600)) faults.timeS = 'Search for more than 0 s and at most 600 s.'
  if (!draft.grid && draft.listed.length + draft.mustHave.length + draft.movable.length === 0) {
    faults.grid = 'There is no place to choose from: use the grid, list places, or allow hotspots to move.'
  }
  return faults
}

/** The settings of a draft in which `checkDraft` finds nothing. */
export function settingsOf(draft: PlanDraft): PlanSettings {
  const { demand, count, budget } = draft
  return {
    profile: draft.profile,
    demandLayerId: demand?.layerId ?? null,
    demandName: demand?.name ?? 'Each cell',
    demandUnit: demand?.unit ?? 'cells',
    limit: {
      count: isEmpty(count) ? null : Number(count),
      budget: isEmpty(budget) ? null : Number(budget),
      currency: draft.currency.trim(),
    },
    candidates: {
      grid: draft.grid,
      gridResolution: null,
      gridCost: Number(draft.gridCost),
      listed: draft.listed,
      movable: draft.movable,
      moveCost: Number(draft.moveCost),
    },
    mustHave: draft.mustHave,
    forbidden: draft.forbidden,
    spacingM: Number(draft.spacingM),
    countExisting: draft.countExisting,
    timeMs: Math.round(Number(draft.timeS) * 1_000),
  }
}
