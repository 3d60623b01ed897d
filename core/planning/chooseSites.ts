/**
 * Where the next hotspots go: greedy maximum coverage of an area's H3 cells, one plain sentence per site.
 * A cell is covered when its centre lies within `reachM` great-circle metres of a site or of an existing hotspot.
 * The reach is the person's assumption, the same in every direction; no radio model is behind it.
 */
import { cellToLatLng, getHexagonEdgeLengthAvg, latLngToCell } from 'h3-js'
import type { CancelSignal } from '../contract/defineContract'
import type { Ring } from '../model/position'
import { Problem, validateArgument } from '../model/problem'
import type { PlanSite } from '../model/records'
import { type CandidateSite, candidatesWithinBounds } from './candidateSites'
import { cellsInArea } from './cellsInArea'
import { explainSite, explainStop } from './explainSite'
import { GreedyCoverage } from './greedyCoverage'
import { type LatLng, NearbyPoints } from './nearbyPoints'

export interface SiteRequest {
  area: Ring
  /** H3 resolution of the cells that are counted. */
  resolution: number
  /** How far a hotspot reaches, metres. */
  reachM: number
  /** How many sites to choose at most. */
  count: number
  /** Hotspots in service, in the area or near it. */
  existing: readonly LatLng[]
  signal?: CancelSignal | undefined
  /** Called now and then; when it returns a promise, work goes on after it: let the cancel button through here. */
  onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined
}

export interface SiteChoice {
  /** In order of choice; fewer than asked for when nothing is left to gain. */
  sites: PlanSite[]
  areaCells: number
  coveredBeforeCells: number
  candidateCount: number
  /** Why there are fewer sites than asked for, or null. */
  stoppedBecause: string | null
}

const maxReachM = 100_000
const maxSites = 10_000
const hotspotResolution = 12
const stepsPerPause = 250

/**
 * The same request always gives the same sites.
 * @throws Problem `plan.count`, `plan.reach-too-short`, `plan.reach-too-long`, `plan.no-candidates`, `plan.cancelled`,
 * `plan.hotspot-position` or those of cellsInArea.
 */
export async function chooseSites(request: SiteRequest): Promise<SiteChoice> {
  const { area, resolution, reachM, count, existing } = request
  const cells = cellsInArea(area, resolution)
  checkRequest(request, cells.length)
  const centres = cells.map(toLatLng)
  const candidates = candidatesWithinBounds(area, resolution, cells.length, reachM)
  const total = candidates.length + count

  const nearby = new NearbyPoints(centres, reachM)
  const coveredBefore = new Uint8Array(cells.length)
  for (const hotspot of existing) for (const cell of nearby.within(hotspot)) coveredBefore[cell] = 1
  const coveredBeforeCells = coveredBefore.reduce((sum, covered) => sum + covered, 0)

  const cover: Int32Array[] = []
  for (const [index, candidate] of candidates.entries()) {
    if (index % stepsPerPause === 0) await pause(request, index, total)
    cover.push(Int32Array.from(nearby.within(candidate).filter((cell) => coveredBefore[cell] === 0)))
  }

  const greedy = new GreedyCoverage(cover, coveredBefore)
  const sites: PlanSite[] = []
  let cumulativeCells = 0
  while (sites.length < count) {
    if (sites.length % stepsPerPause === 0) await pause(request, candidates.length + sites.length, total)
    const pick = greedy.pick()
    const candidate = pick === null ? undefined : candidates[pick.candidate]
    if (pick === null || candidate === undefined) break
    cumulativeCells += pick.gainCells
    const why = explainSite({ ...pick, areaCells: cells.length, order: sites.length + 1 })
    sites.push({ ...siteAt(candidate), order: sites.length + 1, gainCells: pick.gainCells, cumulativeCells, why })
  }
  await pause(request, total, total)
  const coveredCells = coveredBeforeCells + cumulativeCells
  const stoppedBecause = sites.length === count ? null : explainStop(sites.length, count, coveredCells, cells.length)
  return { sites, areaCells: cells.length, coveredBeforeCells, candidateCount: candidates.length, stoppedBecause }
}

function checkRequest({ resolution, reachM, count, existing }: SiteRequest, areaCells: number): void {
  validateArgument(
    Number.isInteger(count) && count >= 1 && count <= maxSites,
    'plan.count',
    `The number of sites must be a whole number from 1 to ${maxSites.toLocaleString('en')}: correct it.`,
  )
  const cellRadiusM = getHexagonEdgeLengthAvg(resolution, 'm')
  validateArgument(
    reachM >= cellRadiusM,
    'plan.reach-too-short',
    `A reach of ${reachM} m is less than one cell of resolution ${resolution} (${Math.ceil(cellRadiusM)} m): choose a finer resolution or a longer reach.`,
  )
  validateArgument(
    reachM <= maxReachM,
    'plan.reach-too-long',
    `A reach of ${reachM / 1_000} km is more than any hotspot has: give one of at most ${maxReachM / 1_000} km.`,
  )
  validateArgument(
    areaCells > 0,
    'plan.no-candidates',
    `The area holds no centre of a cell of resolution ${resolution}: draw a larger area or choose a finer resolution.`,
  )
  validateArgument(
    existing.every(({ lat, lng }) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180),
    'plan.hotspot-position',
    'A hotspot has a position outside the globe: correct its latitude and longitude.',
  )
}

function siteAt({ cell, lat, lng }: CandidateSite): Pick<PlanSite, 'id' | 'lat' | 'lng' | 'h3'> {
  return { id: cell, lat, lng, h3: latLngToCell(lat, lng, hotspotResolution) }
}

function toLatLng(cell: string): LatLng {
  const [lat, lng] = cellToLatLng(cell)
  return { lat, lng }
}

async function pause({ signal, onProgress }: SiteRequest, done: number, total: number): Promise<void> {
  const throwIfCancelled = () => {
    if (signal?.aborted)
      throw new Problem('plan.cancelled', 'Choosing was stopped and nothing was saved: start it again when ready.')
  }
  throwIfCancelled()
  await onProgress?.(done, total)
  throwIfCancelled()
}
