import { useEffect, useState } from 'react'
import type { Plan } from '#core/model/records'
import { planCoverage } from '../../data/makePlan'
import type { HotspotIndex } from '../../map/hotspotIndex'
import type { PlanCoverage } from '../../workers/plan.worker'
import { placesNear } from './planArea'

/** Which cells the plan and the fleet as it is now reach; null until that is known, or when it cannot be. */
export function usePlanCoverage(plan: Plan, index: HotspotIndex): PlanCoverage | null {
  const [coverage, setCoverage] = useState<PlanCoverage | null>(null)
  useEffect(() => {
    const canceller = new AbortController()
    const existing = placesNear(plan.area, plan.reachM, index.longitudes, index.latitudes)
    planCoverage(plan, existing, canceller.signal).then(
      (found) => {
        if (!canceller.signal.aborted) setCoverage(found)
      },
      // The figures of the plan stand without the colours.
      () => setCoverage(null),
    )
    return () => canceller.abort()
  }, [plan, index])
  return coverage
}
