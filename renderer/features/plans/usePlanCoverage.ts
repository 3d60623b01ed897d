import { useEffect, useState } from 'react'
import type { Plan } from '#core/model/records'
import { type PlanCoverage, planCoverage } from '../../data/makePlan'
import type { HotspotIndex } from '../../map/hotspotIndex'

/** Which cells the plan and the fleet as it is now reach; null until that is known, or when it cannot be. */
export function usePlanCoverage(plan: Plan, index: HotspotIndex): PlanCoverage | null {
  const [coverage, setCoverage] = useState<PlanCoverage | null>(null)
  useEffect(() => {
    // Read anew whenever the fleet changes.
    void index
    const canceller = new AbortController()
    planCoverage(plan, canceller.signal).then(
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
