/** Chooses sites, and says which cells a plan reaches, away from the screen. Reads the fleet and the demand by itself. */
import { planCells, planCellsBuffers } from '#core/planning/planCells'
import type { PlanProgress, PlanRequest } from '#core/planning/planRequest'
import { planSites } from '#core/planning/planSites'
import { profilesInUse, readDemand, readPlanHotspots, readPlanProfiles, readTerrainPower } from '../data/planning/planInputs'
import { proveChoice } from '../data/planning/proveChoice'
import { serveWorker } from '../platform/serveWorker'
import { planContract } from './planContract'

/** Often enough for a moving bar, seldom enough to cost nothing. */
const REPORT_EVERY_MS = 50

/** The fleet with its profiles, and what the ground does to those that the work uses. */
async function readSurroundings(area: PlanRequest['area'], settings: PlanRequest['settings'] | undefined) {
  const [hotspots, profiles] = await Promise.all([readPlanHotspots(), readPlanProfiles()])
  const inUse = profilesInUse(settings?.profile ?? null, hotspots, profiles)
  return { hotspots, profiles, powerOverTerrain: await readTerrainPower(area, inUse) }
}

serveWorker(planContract, {
  async cells(plan, { transfer }) {
    const { hotspots, profiles, powerOverTerrain } = await readSurroundings(plan.area, plan.study?.settings)
    const cells = planCells(plan, hotspots, profiles, powerOverTerrain)
    transfer(planCellsBuffers(cells))
    return cells
  },
  async choose(order, { signal, stopSignal, progress }) {
    const { hotspots, profiles, powerOverTerrain } = await readSurroundings(order.area, order.settings)
    const { demandLayerId } = order.settings
    const demand = demandLayerId === null ? null : await readDemand(demandLayerId)
    return planSites(
      { ...order, hotspots, profiles, demand },
      { signal, stopSignal, prover: proveChoice, powerOverTerrain, onProgress: seldom(progress) },
    )
  },
})

function seldom(report: (value: PlanProgress) => void): (value: PlanProgress) => void {
  let [reportedAt, reportedPhase] = [Number.NEGATIVE_INFINITY, '']
  return (value) => {
    const isDue = performance.now() - reportedAt >= REPORT_EVERY_MS || value.phase !== reportedPhase
    if (!isDue) return
    report(value)
    ;[reportedAt, reportedPhase] = [performance.now(), value.phase]
  }
}
