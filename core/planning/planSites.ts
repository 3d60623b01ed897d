/**
 * Where the next hotspots go: maximum coverage of an area's H3 cells within a count, a budget, a spacing and forbidden
 * areas, counting what the fleet covers already. A cell is covered when its centre gets the profile's threshold or, without a
 * profile, lies within the plan's reach. Every pick says what it adds and what leaving it out would cost.
 */
import { latLngToCell } from 'h3-js'
import type { PlanSite } from '../model/records'
import { type ArrangedSite, type Arrangement, arrangeSites } from './arrangeSites'
import { explainSite, explainStop, type WeightWords } from './explainSite'
import { explainChoice } from './optimise/explainChoice'
import type { OptimisedChoice } from './optimise/optimise'
import { optimise } from './optimise/optimise'
import { pairMoves } from './pairMoves'
import { buildInstance, type PlanModel } from './planModel'
import type { PlannedSites, PlanOptions, PlanRequest } from './planRequest'
import { type PreparedPlan, pausePlan, preparePlan, reachShare } from './preparePlan'
import { sensitivity } from './sensitivity'
import { type SettledChoice, settleMoves } from './settleMoves'

const hotspotResolution = 12
/** Share of the whole progress at which the search ends. */
const searchedShare = 0.95

/**
 * @throws Problem `plan.*`, `area.*`, `resolution.*`, `weights.*` or `radio.*` for what cannot be planned, before any
 * choosing; `plan.cancelled`.
 */
export async function planSites(request: PlanRequest, options: PlanOptions = {}): Promise<PlannedSites> {
  const prepared = await preparePlan(request, options)
  const choice = await search(prepared, request, options)
  const { model, movable } = prepared
  const settled = settleMoves(model, choice.sites)
  const places = (positions: readonly number[]) => positions.flatMap((at) => model.candidates[at] ?? [])
  const arrangement = arrangeSites(model, settled, (moved, sites) => {
    const from = moved.flatMap((at) => movable[at] ?? [])
    const pairs = pairMoves(from, places(sites))
    return new Map(Array.from(pairs, ([place, hotspot]) => [sites[place] ?? -1, moved[hotspot] ?? -1]))
  })
  await pausePlan(options, { phase: 'explain', value: null, upperBound: null, share: searchedShare })
  return report(request, prepared, settled, arrangement, choice)
}

async function search(prepared: PreparedPlan, request: PlanRequest, options: PlanOptions): Promise<OptimisedChoice> {
  const { model } = prepared
  const { timeMs } = request.settings
  const instance = buildInstance(model)
  const movableWeight = weightOfMovable(prepared)
  const inUnits = (weight: number) => Math.max(0, weight - movableWeight) / model.weightScale
  const from = request.from && earlierChoice(request.from, prepared)
  let firstBound = 0
  return await optimise(instance, {
    timeMs,
    signal: options.signal,
    stopSignal: options.stopSignal,
    prover: options.prover,
    ...from,
    onProgress: ({ value, upperBound, workedMs }) => {
      const share = reachShare + (searchedShare - reachShare) * Math.min(1, workedMs / timeMs)
      firstBound = Math.max(firstBound, upperBound)
      void options.onProgress?.({
        phase: upperBound < firstBound ? 'prove' : 'search',
        value: inUnits(value),
        upperBound: inUnits(upperBound),
        share,
      })
    },
  })
}

/** An earlier plan in the instance's numbers, and a seed that is another each time, so that the search goes on elsewhere. */
function earlierChoice({ sites, study }: NonNullable<PlanRequest['from']>, { model, movable }: PreparedPlan) {
  const chosen = new Set(sites.map(({ id }) => id))
  const moved = new Set(sites.flatMap((site) => site.study?.hotspotId ?? []))
  const places = model.candidates.flatMap(({ id }, at) => (chosen.has(id) ? [at] : []))
  const staying = movable.flatMap(({ id }, at) => (moved.has(id) ? [] : [model.candidates.length + at]))
  const { method = 'greedy', elapsedMs = 0 } = study?.outcome ?? {}
  return { from: { sites: [...places, ...staying], method }, seed: 1 + Math.round(elapsedMs) }
}

/** What the movable hotspots cover beyond the others: the instance counts it as gained by staying. */
function weightOfMovable({ model }: PreparedPlan): number {
  const seen = model.fixedCovered.slice()
  let weight = 0
  for (const cells of model.movableCells) {
    for (const cell of cells) {
      if (seen[cell] === 0) weight += model.weights[cell] ?? 0
      seen[cell] = 1
    }
  }
  return weight
}

/** What the best other place would win back if a site were left out, by candidate. */
function replacementWeights(model: PlanModel, settled: SettledChoice): Map<number, number> {
  const isMoved = new Set(settled.moved)
  const staying = model.movableCells.flatMap((_, hotspot) => (isMoved.has(hotspot) ? [] : [model.candidates.length + hotspot]))
  const explained = explainChoice(buildInstance(model), [...settled.sites, ...staying])
  return new Map(
    explained.map(({ site, replacement }) => [
      site,
      replacement && replacement.candidate < model.candidates.length ? replacement.gain : 0,
    ]),
  )
}

function report(
  request: PlanRequest,
  prepared: PreparedPlan,
  settled: SettledChoice,
  arrangement: Arrangement,
  choice: OptimisedChoice,
): PlannedSites {
  const { model, cells, reach, movable, totalWeight, warnings } = prepared
  const { settings, hotspots } = request
  const scale = model.weightScale
  const { value } = arrangement
  const upperBound = Math.max(value, choice.upperBound - weightOfMovable(prepared))
  const moved = new Set(settled.moved.map((at) => movable[at]?.id))
  const standing = {
    sites: arrangement.sites.flatMap(({ candidate }) => model.candidates[candidate] ?? []),
    before: settings.countExisting ? hotspots : [],
    after: settings.countExisting ? hotspots.filter(({ id }) => !moved.has(id)) : [],
  }
  const replacements = replacementWeights(model, settled)
  const words = weightWords(request)
  const coveredBeforeCells = arrangement.coveredBefore.reduce((sum, covered) => sum + covered, 0)
  const uncoveredWeight = (totalWeight - arrangement.coveredBeforeWeight - value) / scale
  const bought = arrangement.sites.length - settled.moved.length
  const requested = settings.limit.count
  return {
    sites: arrangement.sites.map((site, index) =>
      planSite(request, prepared, site, index + 1, replacements.get(site.candidate) ?? 0),
    ),
    areaCells: cells.length,
    coveredBeforeCells,
    candidateCount: model.candidates.length,
    outcome: {
      value: value / scale,
      upperBound: upperBound / scale,
      proved: value >= upperBound,
      method: choice.method,
      // Of all searches together.
      elapsedMs: (request.from?.study?.outcome.elapsedMs ?? 0) + choice.elapsedMs,
      totalWeight: totalWeight / scale,
      coveredBeforeWeight: arrangement.coveredBeforeWeight / scale,
      ...(settled.moved.length > 0 ? { lostWeight: arrangement.lostWeight / scale, lostCells: arrangement.lostCells } : {}),
      totalCost: settled.totalCost,
      stoppedEarly: choice.stoppedEarly,
      sensitivity:
        settings.profile === null
          ? []
          : sensitivity(reach, model.weights, standing).map((row) => ({ ...row, value: row.value / scale })),
      ...(warnings.length > 0 ? { warnings } : {}),
    },
    stoppedBecause:
      requested === null || bought >= requested
        ? null
        : explainStop({
            chosen: bought,
            requested,
            uncoveredWeight,
            words,
            limits: { budget: settings.limit.budget !== null, spacing: settings.spacingM > 0 },
          }),
    warnings,
  }
}

function planSite(
  request: PlanRequest,
  { model, reach, movable, totalWeight }: PreparedPlan,
  site: ArrangedSite,
  order: number,
  replacement: number,
): PlanSite {
  const candidate = model.candidates[site.candidate]
  if (!candidate) throw new Error('A chosen candidate is one of the candidates')
  const { resolution } = request
  const scale = model.weightScale
  const { id, name, lat, lng, mustHave } = candidate
  const hotspot = site.movedFrom === null ? undefined : movable[site.movedFrom]
  const kind = hotspot ? 'moved' : mustHave ? 'must-have' : 'new'
  const why = explainSite({
    kind,
    movedName: hotspot?.name ?? null,
    order,
    gainWeight: site.gainWeight / scale,
    gainCells: site.gainCells,
    onlyWeight: site.onlyWeight / scale,
    sharedWeight: site.sharedWeight / scale,
    totalWeight: totalWeight / scale,
    // A must-have site has no other place, and a moved hotspot could as well stay at home.
    replacementWeight: kind === 'new' ? Math.min(site.onlyWeight, replacement) / scale : null,
    words: weightWords(request),
  })
  return {
    id,
    order,
    lat,
    lng,
    h3: latLngToCell(lat, lng, hotspotResolution),
    gainCells: site.gainCells,
    cumulativeCells: site.cumulativeCells,
    why,
    study: {
      kind,
      name,
      gainWeight: site.gainWeight / scale,
      cumulativeWeight: site.cumulativeWeight / scale,
      onlyWeight: site.onlyWeight / scale,
      sharedWeight: site.sharedWeight / scale,
      cost: hotspot ? model.moveCost : candidate.cost,
      cell: latLngToCell(lat, lng, resolution),
      reachM: reach.siteReachM,
      hotspotId: hotspot?.id ?? null,
    },
  }
}

function weightWords({ settings, demand }: PlanRequest): WeightWords {
  return demand === null ? { unit: 'cells', isDemand: false } : { unit: settings.demandUnit, isDemand: true }
}
