/** Plans: sites are chosen in a worker, and the plan is saved whole once they are all there, or not at all. */
import { invariant, Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import type { LatLng } from '#core/planning/nearbyPoints'
import { callWorker } from '../platform/workerCall'
import type { ChooseInput, PlanCoverage, PlanInput, PlanOutput, PlanProgress } from '../workers/plan.worker'
import { putRecords } from './commands/putRecords'
import { newId, nowText } from './newId'

const CANCELLED = 'Choosing was stopped and nothing was saved: start it again when ready.'

export interface PlanRequest extends ChooseInput {
  name: string
}

interface MakePlanOptions {
  signal: AbortSignal
  onProgress(progress: PlanProgress): void
}

export interface MadePlan {
  plan: Plan
  /** Why there are fewer sites than asked for, or null. */
  stoppedBecause: string | null
}

/**
 * Chooses the sites and saves the plan.
 * @throws Problem those of `chooseSites`, `plan.no-gain` when no site would add anything, and `data.*` of the write.
 * Nothing is saved in any of these cases.
 */
export async function makePlan({ name, ...request }: PlanRequest, options: MakePlanOptions): Promise<MadePlan> {
  const output = await callPlanWorker({ kind: 'choose', request }, options)
  invariant(output.kind === 'choice', 'the plan worker answers what it is asked')
  const { choice } = output
  if (options.signal.aborted) {
    throw new Problem('plan.cancelled', CANCELLED)
  }
  if (choice.sites.length === 0) {
    throw new Problem(
      'plan.no-gain',
      'Hotspots reach every cell of this area already, so there is no site to choose: draw another area or give a shorter reach.',
    )
  }
  const at = nowText()
  const plan: Plan = {
    id: newId(),
    name,
    area: request.area,
    resolution: request.resolution,
    reachM: request.reachM,
    requestedSites: request.count,
    candidateCount: choice.candidateCount,
    areaCells: choice.areaCells,
    coveredBeforeCells: choice.coveredBeforeCells,
    sites: choice.sites,
    createdAt: at,
    updatedAt: at,
  }
  await putRecords('plans', [plan])
  return { plan, stoppedBecause: choice.stoppedBecause }
}

/** Which cells of a plan's area its sites and the given hotspots reach. @throws Problem those of `cellsInArea`. */
export async function planCoverage(plan: Plan, existing: readonly LatLng[], signal: AbortSignal): Promise<PlanCoverage> {
  const { area, resolution, reachM } = plan
  const sites = plan.sites.map(({ lat, lng }) => ({ lat, lng }))
  const output = await callPlanWorker({ kind: 'coverage', request: { area, resolution, reachM, existing, sites } }, { signal })
  invariant(output.kind === 'coverage', 'the plan worker answers what it is asked')
  return output.coverage
}

function callPlanWorker(
  input: PlanInput,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (progress: PlanProgress) => void },
): Promise<PlanOutput> {
  const worker = new Worker(new URL('../workers/plan.worker.ts', import.meta.url), { type: 'module' })
  const answer = callWorker<PlanInput, PlanOutput, PlanProgress>(worker, input, { onProgress })
  const cancelled = new Promise<never>((_, reject) => {
    // Ended rather than asked to end: some steps are long and have no pause in which a question could arrive.
    const end = () => {
      worker.terminate()
      reject(new Problem('plan.cancelled', CANCELLED))
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  return Promise.race([answer, cancelled])
}
