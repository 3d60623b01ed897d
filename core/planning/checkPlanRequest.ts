/** Refuses what cannot be planned before any work is done, naming the constraint and by how much it is missed. */
import { getHexagonEdgeLengthAvg } from 'h3-js'
import { profileWarnings } from '../coverage/profileWarnings'
import { greatCircleM } from '../geo/sphere'
import { Problem, validateArgument } from '../model/problem'
import { type RadioProfile, radioProfileSchema } from '../model/radioProfile'
import { costText } from '../words/costText'
import { numberText } from '../words/numberText'
import type { Candidate } from './candidates/gatherCandidates'
import type { PlanRequest } from './planRequest'

const maxReachM = 100_000
const maxSites = 10_000
const maxMovable = 2_000

/**
 * What can be said before the area is looked at.
 * @throws Problem `plan.limit`, `plan.count`, `plan.budget`, `plan.spacing`, `plan.move-cost`, `plan.grid-cost`,
 * `plan.reach-too-short`, `plan.reach-too-long`, `plan.hotspot-position`, `plan.movable`, `plan.time`, `plan.profile`.
 */
export function checkPlanRequest(request: PlanRequest): void {
  const { settings, resolution, reachM, hotspots } = request
  const { count, budget } = settings.limit
  validateArgument(
    count !== null || budget !== null,
    'plan.limit',
    'Neither a number of sites nor a budget is given: give at least one of them.',
  )
  validateArgument(
    count === null || (Number.isInteger(count) && count >= 1 && count <= maxSites),
    'plan.count',
    `The number of sites must be a whole number from 1 to ${numberText(maxSites)}: correct it.`,
  )
  validateArgument(
    Number.isFinite(settings.timeMs) && settings.timeMs > 0,
    'plan.time',
    `The time to search is ${settings.timeMs} ms: give a number above 0.`,
  )
  checkProfile(settings.profile)
  checkAmount('plan.budget', 'The budget', budget ?? 0)
  checkAmount('plan.spacing', 'The spacing', settings.spacingM)
  checkAmount('plan.move-cost', 'The cost of a move', settings.candidates.moveCost)
  checkAmount('plan.grid-cost', 'The cost of a site on the grid', settings.candidates.gridCost)
  if (settings.profile === null) {
    checkReach(reachM, resolution)
    validateArgument(
      reachM <= maxReachM,
      'plan.reach-too-long',
      `A reach of ${reachM / 1_000} km is more than any hotspot has: give one of at most ${maxReachM / 1_000} km.`,
    )
  }
  validateArgument(
    hotspots.every(({ lat, lng }) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180),
    'plan.hotspot-position',
    'A hotspot has a position outside the globe: correct its latitude and longitude.',
  )
  checkMovable(request)
}

/** What a profile reaches must fill at least a cell. @throws Problem `plan.profile-covers-nothing` */
export function checkProfileReach({ settings, resolution }: PlanRequest, siteReachM: number): void {
  if (settings.profile === null || siteReachM >= getHexagonEdgeLengthAvg(resolution, 'm')) return
  throw new Problem(
    'plan.profile-covers-nothing',
    `With "${settings.profile.name}" a site reaches ${Math.round(siteReachM)} m, less than one cell of resolution ${resolution} (${Math.ceil(getHexagonEdgeLengthAvg(resolution, 'm'))} m): choose a finer resolution or a stronger link.`,
  )
}

/** @throws Problem `plan.no-candidates` */
export function checkAreaCells(areaCells: number, resolution: number): void {
  validateArgument(
    areaCells > 0,
    'plan.no-candidates',
    `The area holds no centre of a cell of resolution ${resolution}: draw a larger area or choose a finer resolution.`,
  )
}

/** @throws Problem `plan.count`, `plan.budget` or `plan.spacing` when the must-have sites or all sites break a limit. */
export function checkLimits({ settings }: PlanRequest, candidates: readonly Candidate[]): void {
  const { count, budget, currency } = settings.limit
  const must = candidates.filter(({ mustHave }) => mustHave)
  validateArgument(
    count === null || must.length <= count,
    'plan.count',
    `${must.length} sites are must-have but only ${count} may be chosen: allow ${must.length - (count ?? 0)} more or drop some.`,
  )
  const mustCost = must.reduce((sum, { cost }) => sum + cost, 0)
  validateArgument(
    budget === null || mustCost <= budget,
    'plan.budget',
    `The must-have sites cost ${costText(mustCost, currency)}, ${costText(mustCost - (budget ?? 0), currency)} more than the budget: raise it or drop some.`,
  )
  const cheapest = candidates.reduce((least, { cost }) => Math.min(least, cost), Number.POSITIVE_INFINITY)
  const affordable = settings.candidates.movable.length > 0 ? Math.min(cheapest, settings.candidates.moveCost) : cheapest
  validateArgument(
    budget === null || must.length > 0 || affordable <= budget,
    'plan.budget',
    `The cheapest site costs ${costText(affordable, currency)}, ${costText(affordable - (budget ?? 0), currency)} more than the budget: raise it.`,
  )
  for (const [index, a] of must.entries()) {
    for (const b of must.slice(index + 1)) {
      const apartM = greatCircleM(a, b)
      validateArgument(
        apartM >= settings.spacingM,
        'plan.spacing',
        `The must-have sites ${a.name || a.id} and ${b.name || b.id} are ${Math.round(apartM)} m apart and the spacing is ${settings.spacingM} m: lower it or drop one.`,
      )
    }
  }
}

/** Sentences about links used outside their model's range; they forbid nothing. */
export function profileNotes({ settings }: PlanRequest): string[] {
  return settings.profile === null ? [] : profileWarnings(settings.profile).map(({ message }) => message)
}

/** Heights below ground and the like: a profile that no screen could have saved. */
function checkProfile(profile: RadioProfile | null): void {
  const issue = profile === null ? undefined : radioProfileSchema.safeParse(profile).error?.issues[0]
  if (!profile || !issue) return
  const field = issue.path.join('.')
  throw new Problem('plan.profile', `${field} of the profile "${profile.name}" cannot be used (${issue.message}): correct it.`, {
    field,
  })
}

function checkReach(reachM: number, resolution: number): void {
  const cellRadiusM = getHexagonEdgeLengthAvg(resolution, 'm')
  validateArgument(
    reachM >= cellRadiusM,
    'plan.reach-too-short',
    `A reach of ${reachM} m is less than one cell of resolution ${resolution} (${Math.ceil(cellRadiusM)} m): choose a finer resolution or a longer reach.`,
  )
}

function checkAmount(code: string, what: string, amount: number): void {
  validateArgument(Number.isFinite(amount) && amount >= 0, code, `${what} is ${amount}: give a number of 0 or more.`)
}

function checkMovable({ settings, hotspots }: PlanRequest): void {
  const { movable } = settings.candidates
  const known = new Set(hotspots.map(({ id }) => id))
  const stranger = movable.find((id) => !known.has(id))
  validateArgument(
    stranger === undefined,
    'plan.movable',
    `The hotspot ${stranger} that may be moved is not in the fleet or has no position: take it off the list.`,
  )
  validateArgument(
    movable.length <= maxMovable,
    'plan.movable',
    `${numberText(movable.length)} hotspots that may be moved are more than the ${numberText(maxMovable)} that can be tried: choose fewer.`,
  )
}
