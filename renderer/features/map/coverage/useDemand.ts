/** The chosen demand layer and what of it the fleet does not cover, read in a worker. */
import { useEffect, useState } from 'react'
import type { CoverageCells } from '#core/coverage/coverageCells'
import type { Problem } from '#core/model/problem'
import { callWorker } from '../../../platform/workerCall'
import { asProblem } from '../../../ui/ProblemAlert'
import type { DemandInput, DemandOutput } from '../../../workers/demand.worker'

interface DemandState {
  found: DemandOutput | null
  problem: Problem | null
}

const NOTHING: DemandState = { found: null, problem: null }

/** @param coverage what is covered, or null for the demand alone; each change counts anew. */
export function useDemand(layerId: string | null, coverage: CoverageCells | null): DemandState {
  const [state, setState] = useState<DemandState>(NOTHING)
  useEffect(() => {
    if (layerId === null) return setState(NOTHING)
    let isOver = false
    const worker = new Worker(new URL('../../../workers/demand.worker.ts', import.meta.url), { type: 'module' })
    const input = { layerId, coverage: coverage && { resolution: coverage.resolution, cells: coverage.cells } }
    callWorker<DemandInput, DemandOutput>(worker, input).then(
      (found) => {
        if (!isOver) setState({ found, problem: null })
      },
      (thrown: unknown) => {
        if (!isOver) setState({ found: null, problem: asProblem(thrown) })
      },
    )
    return () => {
      isOver = true
      worker.terminate()
    }
  }, [layerId, coverage])
  return state
}
