import { defineContract } from '#core/contract/defineContract'
import type { Plan } from '#core/model/records'
import type { PlanCells } from '#core/planning/planCells'
import type { PlannedSites, PlanProgress, PlanRequest } from '#core/planning/planRequest'
import { ownData } from '../platform/ownData'

/** What to plan; the fleet and the demand are read where the work is done. */
export type PlanOrder = Pick<PlanRequest, 'area' | 'resolution' | 'reachM' | 'settings' | 'from'>

export const planContract = defineContract({
  calls: {
    /** Hears "stop, good enough". */
    choose: { input: ownData<PlanOrder>(), output: ownData<PlannedSites>(), progress: ownData<PlanProgress>() },
    /** Which hotspots, as they are now, and which of the plan's sites reach each cell of its area. */
    cells: { input: ownData<Plan>(), output: ownData<PlanCells>() },
  },
  events: {},
})
