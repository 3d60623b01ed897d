/** The settings of a plan that says nothing but how many sites: every cell counts as 1, a grid over the area, the fleet counts. */
import type { PlanSettings } from '../model/planStudy'

/** Seconds are plenty for most areas: greedy and exchanges are done in a fraction of one. */
const usualTimeMs = 2_000

export function plainSettings(count: number): PlanSettings {
  return {
    profile: null,
    demandLayerId: null,
    demandName: 'Every cell counts as 1',
    demandUnit: 'cells',
    limit: { count, budget: null, currency: '' },
    candidates: { grid: true, gridResolution: null, gridCost: 0, listed: [], movable: [], moveCost: 0 },
    mustHave: [],
    forbidden: [],
    spacingM: 0,
    countExisting: true,
    timeMs: usualTimeMs,
  }
}
