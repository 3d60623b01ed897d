/** A plan's figures in the unit it was made for; plans of the first version count cells and know no bound and no cost. */
import type { PlanOutcome } from '#core/model/planStudy'
import type { Plan, PlanSite } from '#core/model/records'

export interface PlanMeasures {
  unit: string
  before: number
  after: number
  total: number
  /** After less before. */
  value: number
  /** Given up by moving hotspots. */
  lost: number
  cost: number
  currency: string
  outcome: PlanOutcome | null
}

export function planMeasures(plan: Plan): PlanMeasures {
  const last = plan.sites.at(-1)
  if (!plan.study) {
    const value = last?.cumulativeCells ?? 0
    const before = plan.coveredBeforeCells
    const common = { unit: 'cells', lost: 0, cost: 0, currency: '', outcome: null }
    return { ...common, before, after: before + value, total: plan.areaCells, value }
  }
  const { settings, outcome } = plan.study
  return {
    unit: settings.demandLayerId === null ? 'cells' : settings.demandUnit,
    before: outcome.coveredBeforeWeight,
    after: outcome.coveredBeforeWeight + outcome.value,
    total: outcome.totalWeight,
    value: outcome.value,
    lost: outcome.lostWeight ?? 0,
    cost: outcome.totalCost,
    currency: settings.limit.currency,
    outcome,
  }
}

/** What a site adds to those before it, in the plan's unit. */
export const gainOf = (site: PlanSite) => site.study?.gainWeight ?? site.gainCells

export interface GainPoint {
  sites: number
  /** Reached with so many sites, in the plan's unit; a plan that moves hotspots gives up `lost` at the end. */
  reached: number
  share: number
  cost: number
}

/** Before the first site and after each. */
export function gainPoints(plan: Plan): GainPoint[] {
  const { before, total } = planMeasures(plan)
  let cost = 0
  const points = plan.sites.map((site, i): GainPoint => {
    cost += site.study?.cost ?? 0
    const reached = before + (site.study?.cumulativeWeight ?? site.cumulativeCells)
    return { sites: i + 1, reached, share: reached / Math.max(1e-9, total), cost }
  })
  return [{ sites: 0, reached: before, share: before / Math.max(1e-9, total), cost: 0 }, ...points]
}
