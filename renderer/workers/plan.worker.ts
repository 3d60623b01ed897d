/** Chooses sites, and says which cells a choice reaches, away from the screen. */
import { cellToLatLng } from 'h3-js'
import { cellsInArea } from '#core/planning/cellsInArea'
import { chooseSites, type SiteChoice, type SiteRequest } from '#core/planning/chooseSites'
import { type LatLng, NearbyPoints } from '#core/planning/nearbyPoints'
import { serveWorker } from '../platform/workerCall'

export type ChooseInput = Omit<SiteRequest, 'signal' | 'onProgress'>
export interface CoverageInput extends Omit<ChooseInput, 'count'> {
  sites: LatLng[]
}

export type PlanInput = { kind: 'choose'; request: ChooseInput } | { kind: 'coverage'; request: CoverageInput }

/** The cells of an area, each in the first of these groups that it belongs to. */
export interface PlanCoverage {
  reachedByHotspots: string[]
  reachedBySites: string[]
  unreached: string[]
}

export type PlanOutput = { kind: 'choice'; choice: SiteChoice } | { kind: 'coverage'; coverage: PlanCoverage }
export interface PlanProgress {
  done: number
  total: number
}

/** Often enough for a moving bar, seldom enough to cost nothing. */
const REPORT_EVERY_MS = 50

serveWorker<PlanInput, PlanOutput, PlanProgress>(async (input, { progress }) => {
  if (input.kind === 'coverage') return { kind: 'coverage', coverage: coverageOf(input.request) }
  let reportedAt = performance.now()
  const choice = await chooseSites({
    ...input.request,
    onProgress: (done, total) => {
      if (performance.now() - reportedAt < REPORT_EVERY_MS) return
      progress({ done, total })
      reportedAt = performance.now()
    },
  })
  return { kind: 'choice', choice }
})

function coverageOf({ area, resolution, reachM, existing, sites }: CoverageInput): PlanCoverage {
  const cells = cellsInArea(area, resolution)
  const nearby = new NearbyPoints(
    cells.map((cell) => {
      const [lat, lng] = cellToLatLng(cell)
      return { lat, lng }
    }),
    reachM,
  )
  const byHotspots = new Set(existing.flatMap((place) => nearby.within(place)))
  const bySites = new Set(sites.flatMap((place) => nearby.within(place)))
  const coverage: PlanCoverage = { reachedByHotspots: [], reachedBySites: [], unreached: [] }
  cells.forEach((cell, i) => {
    if (byHotspots.has(i)) coverage.reachedByHotspots.push(cell)
    else if (bySites.has(i)) coverage.reachedBySites.push(cell)
    else coverage.unreached.push(cell)
  })
  return coverage
}
