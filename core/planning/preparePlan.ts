/** Everything that choosing needs of a request: cells, weights, candidates, and who covers what. Refuses what cannot be. */
import { cellToLatLng, getHexagonAreaAvg } from 'h3-js'
import { cellsInArea } from '../geo/cellsInArea'
import type { LatLng } from '../geo/sphere'
import { Problem, validateArgument } from '../model/problem'
import { numberText } from '../words/numberText'
import { roughShareText } from '../words/shareText'
import { AreaReach } from './areaReach'
import { areaWeights } from './areaWeights'
import { gatherCandidates } from './candidates/gatherCandidates'
import { spacingConflicts } from './candidates/spacingConflicts'
import { checkAreaCells, checkLimits, checkPlanRequest, checkProfileReach, profileNotes } from './checkPlanRequest'
import type { PlanModel } from './planModel'
import type { PlanHotspot, PlanOptions, PlanProgress, PlanRequest } from './planRequest'

export interface PreparedPlan {
  model: PlanModel
  cells: string[]
  reach: AreaReach
  movable: PlanHotspot[]
  totalWeight: number
  warnings: string[]
}

/** Candidate-and-cell pairs: what fits into memory, and fewer where each is a profile over terrain. */
const maxPairs = 16_000_000
const maxTerrainPairs = 400_000
const gridTerrainPairs = 100_000
const stepsPerPause = 250

/** @throws Problem as planSites does, before anything is chosen. */
export async function preparePlan(request: PlanRequest, options: PlanOptions): Promise<PreparedPlan> {
  checkPlanRequest(request)
  const { area, resolution, settings, hotspots } = request
  const cells = cellsInArea(area, resolution)
  checkAreaCells(cells.length, resolution)
  const centres = cells.map(toLatLng)
  const reach = new AreaReach(request, centres, options.powerOverTerrain)
  const reachM = reach.siteReachM
  checkProfileReach(request, reachM)
  const onTerrain = settings.profile?.model === 'itm-terrain'
  const work = { reachM, spacingM: settings.spacingM, ...(onTerrain ? { pairs: gridTerrainPairs } : {}) }
  const candidates = gatherCandidates(request, cells.length, work)
  checkLimits(request, candidates)
  checkWork(candidates.length, cells.length, reachM, resolution, onTerrain ? maxTerrainPairs : maxPairs)
  const conflicts = spacingConflicts(candidates, settings.spacingM)
  const { weights, scale, total, notes } = areaWeights(cells, resolution, request.demand)

  const isMovable = new Set(settings.candidates.movable)
  const movable = hotspots.filter(({ id }) => isMovable.has(id))
  const fixed = settings.countExisting ? hotspots.filter(({ id }) => !isMovable.has(id)) : []
  const steps = { done: 0, total: fixed.length + movable.length + candidates.length }
  const fixedCovered = new Uint8Array(cells.length)
  for (const hotspot of fixed) {
    await pauseSometimes(steps, options)
    for (const cell of reach.hotspotCells(hotspot)) fixedCovered[cell] = 1
  }
  const movableCells: Int32Array[] = []
  for (const hotspot of movable) {
    await pauseSometimes(steps, options)
    movableCells.push(settings.countExisting ? reach.hotspotCells(hotspot) : new Int32Array())
  }
  const siteCells: Int32Array[] = []
  for (const candidate of candidates) {
    await pauseSometimes(steps, options)
    siteCells.push(reach.siteCells(candidate))
  }
  const { limit, candidates: sources } = settings
  const model: PlanModel = {
    candidates,
    siteCells,
    movableCells,
    fixedCovered,
    weights,
    weightScale: scale,
    conflicts,
    count: limit.count,
    budget: limit.budget,
    moveCost: sources.moveCost,
  }
  const warnings = [...profileNotes(request), ...notes, ...terrainNotes(reach)]
  return { model, cells, reach, movable, totalWeight: total, warnings }
}

function terrainNotes({ paths }: AreaReach): string[] {
  if (paths.unknown === 0) return []
  const share = roughShareText(paths.unknown, paths.asked)
  return [`Terrain is missing on ${share} of the paths: those count as not covered. Import the tiles around the area to know.`]
}

/** Lets cancelling through. @throws Problem `plan.cancelled` */
export async function pausePlan({ signal, onProgress }: PlanOptions, progress: PlanProgress): Promise<void> {
  const throwIfCancelled = () => {
    if (signal?.aborted)
      throw new Problem('plan.cancelled', 'Choosing was stopped and nothing was saved: start it again when ready.')
  }
  throwIfCancelled()
  await onProgress?.(progress)
  throwIfCancelled()
}

/** Share of a plan's whole progress that finding out who covers what takes. */
export const reachShare = 0.25

async function pauseSometimes(steps: { done: number; total: number }, options: PlanOptions): Promise<void> {
  if (steps.done % stepsPerPause === 0) {
    const share = (reachShare * steps.done) / Math.max(1, steps.total)
    await pausePlan(options, { phase: 'reach', value: null, upperBound: null, share })
  }
  steps.done++
}

function checkWork(candidates: number, areaCells: number, reachM: number, resolution: number, limit: number): void {
  const reached = Math.min(areaCells, (Math.PI * reachM ** 2) / getHexagonAreaAvg(resolution, 'm2'))
  validateArgument(
    candidates * reached <= limit,
    'plan.too-much-work',
    `${numberText(candidates)} candidates that reach up to ${numberText(Math.round(reached))} cells each are too many to weigh: use a coarser grid, a shorter list, or a coarser resolution.`,
  )
}

function toLatLng(cell: string): LatLng {
  const [lat, lng] = cellToLatLng(cell)
  return { lat, lng }
}
