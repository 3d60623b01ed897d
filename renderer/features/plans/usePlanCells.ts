/** What a plan's map shows: who reaches each cell of its area, with the fleet as it is now, and what each cell is worth. */
import { useEffect, useState } from 'react'
import type { Plan } from '#core/model/records'
import type { PlanCells } from '#core/planning/planCells'
import { readPlanCells } from '../../data/planning/makePlan'
import type { HotspotIndex } from '../../map/hotspotIndex'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { planDemandContract } from '../../workers/planDemandContract'

export interface PlanPicture {
  reach: PlanCells
  /** In the demand's unit, one per cell; null where every cell counts alike or the demand is no longer here. */
  demand: Float32Array | null
}

/** Null until it is known, or when it cannot be; the figures of a plan stand without it. */
export function usePlanCells(plan: Plan | null, index: HotspotIndex): PlanPicture | null {
  const [picture, setPicture] = useState<{ planId: string; picture: PlanPicture } | null>(null)
  useEffect(() => {
    // Read anew whenever the fleet changes.
    void index
    const canceller = new AbortController()
    if (plan) {
      readPicture(plan, canceller.signal).then(
        (read) => {
          if (!canceller.signal.aborted) setPicture({ planId: plan.id, picture: read })
        },
        () => {
          if (!canceller.signal.aborted) setPicture(null)
        },
      )
    }
    return () => canceller.abort()
  }, [plan, index])
  return plan && picture?.planId === plan.id ? picture.picture : null
}

async function readPicture(plan: Plan, signal: AbortSignal): Promise<PlanPicture> {
  const reach = await readPlanCells(plan, signal)
  const layerId = plan.study?.settings.demandLayerId
  if (!layerId) return { reach, demand: null }
  const worker = new Worker(new URL('../../workers/planDemand.worker.ts', import.meta.url), { type: 'module' })
  const input = { layerId, resolution: reach.resolution, cells: reach.cells }
  const client = connectWorker('planDemand', planDemandContract, worker, { patienceMs: 0 })
  const demand = await callOnce(client, 'read', input, { signal }).catch(() => null)
  return { reach, demand }
}
