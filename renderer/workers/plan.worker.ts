/** Chooses sites, and says which cells a plan reaches, away from the screen. Reads the fleet and the demand by itself. */
import type { Plan } from '#core/model/records'
import { type PlanCells, planCells, planCellsBuffers } from '#core/planning/planCells'
import type { PlannedSites, PlanProgress, PlanRequest } from '#core/planning/planRequest'
import { planSites } from '#core/planning/planSites'
import { profilesInUse, readDemand, readPlanHotspots, readPlanProfiles, readTerrainPower } from '../data/planInputs'
import { proveChoice } from '../data/proveChoice'
import { serveWorker } from '../platform/workerCall'

export type PlanOrder = Pick<PlanRequest, 'area' | 'resolution' | 'reachM' | 'settings'>
export type PlanInput = { kind: 'choose'; order: PlanOrder } | { kind: 'cells'; plan: Plan }
export type PlanOutput = { kind: 'planned'; planned: PlannedSites } | { kind: 'cells'; cells: PlanCells }

/** Often enough for a moving bar, seldom enough to cost nothing. */
const REPORT_EVERY_MS = 50

serveWorker<PlanInput, PlanOutput, PlanProgress>(
  async (input, { signal, stopSignal, progress }) => {
    const [hotspots, profiles] = await Promise.all([readPlanHotspots(), readPlanProfiles()])
    const { area, settings } =
      input.kind === 'cells' ? { area: input.plan.area, settings: input.plan.study?.settings } : input.order
    const inUse = profilesInUse(settings?.profile ?? null, hotspots, profiles)
    const powerOverTerrain = await readTerrainPower(area, inUse)
    if (input.kind === 'cells') return { kind: 'cells', cells: planCells(input.plan, hotspots, profiles, powerOverTerrain) }
    const { demandLayerId } = input.order.settings
    const demand = demandLayerId === null ? null : await readDemand(demandLayerId)
    let [reportedAt, reportedPhase] = [Number.NEGATIVE_INFINITY, '']
    const planned = await planSites(
      { ...input.order, hotspots, profiles, demand },
      {
        signal,
        stopSignal,
        prover: proveChoice,
        powerOverTerrain,
        onProgress: (value) => {
          const isDue = performance.now() - reportedAt >= REPORT_EVERY_MS || value.phase !== reportedPhase
          if (!isDue) return
          progress(value)
          ;[reportedAt, reportedPhase] = [performance.now(), value.phase]
        },
      },
    )
    return { kind: 'planned', planned }
  },
  (output) => (output.kind === 'cells' ? planCellsBuffers(output.cells) : []),
)
