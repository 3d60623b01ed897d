/** Plans: sites are chosen in a worker, and the plan is saved whole once they are all there, or not at all. */
import type { PlanSettings } from '#core/model/planStudy'
import { Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import type { PlanCells } from '#core/planning/planCells'
import { familyOf, nextScenario } from '#core/planning/planFamily'
import { planRecord } from '#core/planning/planRecord'
import type { PlanProgress } from '#core/planning/planRequest'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { type PlanOrder, planContract } from '../../workers/planContract'
import { reviseRecord } from '../records/changeRecords'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

const CANCELLED = 'Choosing was stopped and nothing was saved: start it again when ready.'

/** What to plan; the fleet and the demand are read where the work is done. */
export interface NewPlanRequest extends PlanOrder {
  name: string
}

export interface MakePlanOptions {
  /** Ends the work; nothing is saved. */
  signal: AbortSignal
  /** "Stop, good enough": the best choice so far is saved. */
  stopSignal?: AbortSignal | undefined
  onProgress(progress: PlanProgress): void
}

export interface MadePlan {
  plan: Plan
  /** Why there are fewer sites than asked for, or null. */
  stoppedBecause: string | null
}

/**
 * Chooses the sites and saves the plan, the first of its family.
 * @throws Problem those of `planSites` and `readDemand`, `plan.no-gain` when no site would add anything, and `data.*` of
 * the write. Nothing is saved in any of these cases.
 */
export function makePlan(request: NewPlanRequest, options: MakePlanOptions): Promise<MadePlan> {
  return plan(request, null, options)
}

/**
 * The same area under other settings, saved beside `base` with the next letter of its family.
 * @throws Problem as makePlan does.
 */
export async function makeScenario(
  base: Plan,
  { settings, name = base.name, reachM = base.reachM }: { settings: PlanSettings; name?: string; reachM?: number },
  options: MakePlanOptions,
): Promise<MadePlan> {
  return await plan({ name, area: base.area, resolution: base.resolution, reachM, settings }, base, options)
}

async function plan({ name, ...order }: NewPlanRequest, base: Plan | null, options: MakePlanOptions): Promise<MadePlan> {
  const planned = await callOnce(planWorker(), 'choose', order, options)
  if (planned.sites.length === 0) {
    throw new Problem(
      'plan.no-gain',
      'No place would add anything to what hotspots reach in this area already: draw another area, give a shorter reach, or allow more.',
    )
  }
  const id = newId()
  const act = { kind: 'plan', title: base ? `Scenario of plan ${name} made` : `Plan ${name} made` }
  const { value: made } = await transact(db, act, ['plans'], async (records) => {
    const family = base
      ? { familyId: familyOf(base), scenario: nextScenario(base, await db.plans.toArray()) }
      : { familyId: id, scenario: 'A' }
    const record = planRecord({ id, name, ...order, ...family, at: nowText() }, planned)
    await records.put('plans', record)
    return record
  })
  return { plan: made, stoppedBecause: planned.stoppedBecause }
}

/**
 * Searches on from where the search of a plan stopped, for as long again, and keeps what is better in its place.
 * @returns the plan as it is then.
 * @throws Problem as makePlan does, and `plan.no-search` for a plan that kept no settings.
 */
export async function searchOn(plan: Plan, options: MakePlanOptions): Promise<Plan> {
  const { area, resolution, reachM, study } = plan
  if (!study) {
    throw new Problem('plan.no-search', 'This plan was made before plans kept their settings: make a new one to search further.')
  }
  const order = { area, resolution, reachM, settings: study.settings, from: { sites: plan.sites, study } }
  const planned = await callOnce(planWorker(), 'choose', order, options)
  const { id, name, createdAt } = plan
  const { familyId, scenario } = study
  const found = planRecord({ id, name, ...order, familyId, scenario, at: createdAt }, planned)
  const { sites, candidateCount, areaCells, coveredBeforeCells } = found
  const changes = { sites, candidateCount, areaCells, coveredBeforeCells, study: found.study }
  await reviseRecord({ kind: 'plan', title: `Searched on for plan ${name}` }, 'plans', plan, changes)
  return { ...plan, ...changes }
}

/**
 * Which hotspots, as they are now, and which of the plan's sites reach each cell of its area.
 * @throws Problem those of `planCells`.
 */
export function readPlanCells(plan: Plan, signal: AbortSignal): Promise<PlanCells> {
  return callOnce(planWorker(), 'cells', plan, { signal })
}

function planWorker() {
  const worker = new Worker(new URL('../../workers/plan.worker.ts', import.meta.url), { type: 'module' })
  // Ended rather than asked to end: some steps are long and have no pause in which a question could arrive.
  return connectWorker('plan', planContract, worker, { patienceMs: 0, endedProblem })
}

function endedProblem(): Problem {
  return new Problem('plan.cancelled', CANCELLED)
}
