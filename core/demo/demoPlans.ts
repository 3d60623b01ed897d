/**
 * The demo's plan in two scenarios of one family, made by the planner itself: twelve new sites for meters in cellars, or the
 * same money spent with a spacing and with hotspots of the crowded centre moved.
 */
import { standardProfiles } from '../coverage/profiles/standardProfiles'
import { DEMO_PREFIX } from '../model/demoIdentity'
import type { PlanSettings } from '../model/planStudy'
import { invariant } from '../model/problem'
import type { RadioProfile } from '../model/radioProfile'
import type { Plan } from '../model/records'
import { plainSettings } from '../planning/plainSettings'
import { planRecord } from '../planning/planRecord'
import type { PlanHotspot } from '../planning/planRequest'
import { planSites } from '../planning/planSites'
import { DEMO_PLAN_AREA, type DemoCooperative } from './demoCooperative'
import type { DemoDemand } from './demoDemand'

const RESOLUTION = 10
const GRID_RESOLUTION = 9
const FAMILY = `${DEMO_PREFIX}plan-1`
/** Short, because the demo should be there at once: the search stops here with what it has. */
const SEARCH_MS = 600
/** What a meter in a cellar loses to walls and ground on top of the street. */
const CELLAR_LOSS_DB = 24

const SITE_COST = 640
const MOVE_COST = 120
const SITES = 12
const MOVABLE = 6

/** @param at when the plans were made, ISO 8601 UTC */
export async function buildDemoPlans(demo: DemoCooperative, { layer, cells, weights }: DemoDemand, at: string): Promise<Plan[]> {
  const hotspots = demo.hotspots.flatMap(({ id, name, lat, lng }): PlanHotspot[] =>
    lat === null || lng === null ? [] : [{ id, name, lat, lng }],
  )
  const { resolution, unit, totalWeight, name } = layer
  const demand = { resolution, cells, weights, total: totalWeight, unit, source: name, notes: [] }
  const settings: PlanSettings = {
    ...plainSettings(SITES),
    profile: cellarProfile(at),
    demandLayerId: layer.id,
    demandName: name,
    demandUnit: unit,
    limit: { count: SITES, budget: null, currency: 'EUR' },
    timeMs: SEARCH_MS,
  }
  const candidates = { ...settings.candidates, gridResolution: GRID_RESOLUTION, gridCost: SITE_COST }
  const scenarios: [string, string, PlanSettings][] = [
    ['A', 'Fill the gaps between the districts', { ...settings, candidates }],
    [
      'B',
      'Fill the gaps, moving from the centre',
      {
        ...settings,
        limit: { count: null, budget: SITES * SITE_COST, currency: 'EUR' },
        candidates: { ...candidates, movable: hotspots.slice(0, MOVABLE).map(({ id }) => id), moveCost: MOVE_COST },
        spacingM: 600,
      },
    ],
  ]
  const plans: Plan[] = []
  for (const [scenario, title, chosen] of scenarios) {
    const order = { area: DEMO_PLAN_AREA, resolution: RESOLUTION, reachM: 500, settings: chosen }
    const planned = await planSites({ ...order, hotspots, profiles: [], demand })
    const id = scenario === 'A' ? FAMILY : `${FAMILY}-${scenario.toLowerCase()}`
    const sites = planned.sites.map((site) => ({ ...site, id: `${id.replace('plan', 'site')}-${site.order}` }))
    plans.push(planRecord({ id, name: title, familyId: FAMILY, scenario, at, ...order }, { ...planned, sites }))
  }
  return plans
}

function cellarProfile(at: string): RadioProfile {
  const lorawan = standardProfiles.find(({ id }) => id === 'standard:lorawan-868')
  invariant(lorawan, 'LoRaWAN 868 is among the profiles that come with the program')
  return {
    ...lorawan,
    id: `${DEMO_PREFIX}profile`,
    name: 'LoRaWAN 868, meters in cellars',
    clutterLossDb: CELLAR_LOSS_DB,
    source: `${lorawan.source} Demo: ${CELLAR_LOSS_DB} dB assumed into a cellar.`,
    createdAt: at,
    updatedAt: at,
  }
}
