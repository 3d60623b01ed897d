/** Every place that a plan may choose from: must-have sites, a grid over the area, and the places that a person listed. */
import { isInside, type RingCorners, ringCorners } from '../../geo/areaRing'
import type { LatLng } from '../../geo/sphere'
import type { PlanCandidate } from '../../model/planStudy'
import { validateArgument } from '../../model/problem'
import { numberText } from '../../words/numberText'
import { candidateSites, candidatesWithinBounds, type GridWork, maxCandidates } from '../candidateSites'
import type { PlanRequest } from '../planRequest'

export interface Candidate extends LatLng {
  /** The grid's cell, or the listed candidate's own id. */
  id: string
  /** Empty on the grid. */
  name: string
  mustHave: boolean
  cost: number
}

/**
 * Must-have sites come first; a place that is named twice counts once.
 * @throws Problem `plan.no-candidates`, `plan.too-many-candidates`, `plan.candidate-position`, `plan.must-have-forbidden`,
 * and those of `ringCorners` for the forbidden areas.
 */
export function gatherCandidates(request: PlanRequest, areaCells: number, work: GridWork): Candidate[] {
  const { mustHave, candidates: sources, forbidden } = request.settings
  const blocked = forbidden.map(ringCorners)
  checkPositions([...mustHave, ...sources.listed])
  const trapped = mustHave.find((site) => isBlocked(blocked, site))
  validateArgument(
    trapped === undefined,
    'plan.must-have-forbidden',
    `The must-have site ${nameOf(trapped)} lies in a forbidden area: move it or change the area.`,
  )
  const grid = sources.grid ? gridCandidates(request, areaCells, work) : []
  const listed = sources.listed.map(({ id, name, lat, lng, cost }) => ({ id, name, lat, lng, cost, mustHave: false }))
  const wanted = unique([
    ...mustHave.map(({ id, name, lat, lng, cost }) => ({ id, name, lat, lng, cost, mustHave: true })),
    ...listed,
    ...grid,
  ])
  const allowed = wanted.filter((candidate) => candidate.mustHave || !isBlocked(blocked, candidate))
  validateArgument(
    wanted.length > 0,
    'plan.no-candidates',
    'There is no place to choose from: use the grid, import a list of places, or name a must-have site.',
  )
  validateArgument(
    allowed.length > 0,
    'plan.no-candidates',
    `All ${numberText(wanted.length)} candidates lie in forbidden areas: make these smaller or add places outside them.`,
  )
  validateArgument(
    allowed.length <= maxCandidates + mustHave.length,
    'plan.too-many-candidates',
    `${numberText(allowed.length)} candidates are more than the ${numberText(maxCandidates)} that can be chosen from: use a coarser grid or a shorter list.`,
  )
  return allowed
}

function gridCandidates({ area, resolution, settings }: PlanRequest, areaCells: number, work: GridWork): Candidate[] {
  const { gridResolution, gridCost } = settings.candidates
  const places =
    gridResolution === null ? candidatesWithinBounds(area, resolution, areaCells, work) : candidateSites(area, gridResolution)
  return places.map(({ cell, lat, lng }) => ({ id: cell, name: '', lat, lng, cost: gridCost, mustHave: false }))
}

function checkPositions(places: readonly PlanCandidate[]): void {
  for (const place of places) {
    validateArgument(
      Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180,
      'plan.candidate-position',
      `The candidate ${nameOf(place)} has a position outside the globe: correct its latitude and longitude.`,
    )
    validateArgument(
      Number.isFinite(place.cost) && place.cost >= 0,
      'plan.candidate-cost',
      `The candidate ${nameOf(place)} costs ${place.cost}: give a number of 0 or more.`,
    )
  }
}

function isBlocked(blocked: readonly RingCorners[], place: LatLng): boolean {
  return blocked.some((corners) => isInside(corners, place))
}

function unique(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ lat, lng }) => {
    const place = `${lat},${lng}`
    if (seen.has(place)) return false
    seen.add(place)
    return true
  })
}

function nameOf(place: PlanCandidate | undefined): string {
  return place ? place.name || place.id : ''
}
