/** The chosen demand layer and what of it the fleet does not cover, read in a worker. */
import { useEffect, useState } from 'react'
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { Problem } from '#core/model/problem'
import { callOnce, connectWorker } from '../../../platform/connectWorker'
import { asProblem } from '../../../ui/ProblemAlert'
import { demandContract, type FoundDemand } from '../../../workers/demandContract'

interface DemandState {
  found: FoundDemand | null
  problem: Problem | null
}

const NOTHING: DemandState = { found: null, problem: null }

/** @param coverage what is covered, or null for the demand alone; each change counts anew. */
export function useDemand(layerId: string | null, coverage: CoverageCells | null): DemandState {
  const [state, setState] = useState<DemandState>(NOTHING)
  useEffect(() => {
    if (layerId === null) return setState(NOTHING)
    const canceller = new AbortController()
    const worker = new Worker(new URL('../../../workers/demand.worker.ts', import.meta.url), { type: 'module' })
    const input = { layerId, coverage: coverage && { resolution: coverage.resolution, cells: coverage.cells } }
    const client = connectWorker('demand', demandContract, worker, { patienceMs: 0 })
    callOnce(client, 'read', input, { signal: canceller.signal }).then(
      (found) => {
        if (!canceller.signal.aborted) setState({ found, problem: null })
      },
      (thrown: unknown) => {
        if (!canceller.signal.aborted) setState({ found: null, problem: asProblem(thrown) })
      },
    )
    return () => canceller.abort()
  }, [layerId, coverage])
  return state
}
