/**
 * What a plan is made from, and what comes of it: an area's cells, what is worth covering, who covers it already, and the
 * settings a person chose. Distances are metres over ground, powers dBm, costs the plan's currency, weights the demand's unit.
 */
import type { CellWeights } from '../demand/cellWeights'
import type { LatLng } from '../geo/sphere'
import type { CancelSignal } from '../model/cancelSignal'
import type { PlanOutcome, PlanSettings } from '../model/planStudy'
import type { Ring } from '../model/position'
import type { HotspotRadio, RadioProfile } from '../model/radioProfile'
import type { Plan, PlanSite } from '../model/records'
import type { Prover } from './optimise/prover'

/** A hotspot in service. */
export interface PlanHotspot extends LatLng {
  id: string
  name: string
  /** Where its radio differs from the plan's profile. */
  radio?: HotspotRadio | undefined
}

export interface PlanRequest {
  area: Ring
  /** H3 resolution of the cells that are counted. */
  resolution: number
  /** How far a hotspot reaches where `settings.profile` is null. */
  reachM: number
  settings: PlanSettings
  /** Hotspots in service, in the area or near it; those further away change nothing. */
  hotspots: readonly PlanHotspot[]
  /** Profiles that a hotspot's own radio may name. */
  profiles: readonly RadioProfile[]
  /** What is worth covering; null counts every cell as 1. */
  demand: CellWeights | null
  /** An earlier plan of the same request to search on from; what no longer fits is left out of it. */
  from?: Pick<Plan, 'sites' | 'study'> | undefined
}

/** Received power over imported terrain, dBm, with the antenna's pattern; NaN where terrain is missing. */
export type PowerOverTerrain = (profile: RadioProfile, from: LatLng, to: LatLng) => number

export interface PlanProgress {
  /** reach: who covers what; search: choosing; prove: towards the bound; explain: figures of each pick. */
  phase: 'reach' | 'search' | 'prove' | 'explain'
  /** Newly covered weight of the best choice so far, and what no choice can exceed; null while unknown. */
  value: number | null
  upperBound: number | null
  /** 0 to 1 over all phases. */
  share: number
}

export interface PlannedSites {
  /** Must-have sites first, then by what each adds. */
  sites: PlanSite[]
  areaCells: number
  coveredBeforeCells: number
  candidateCount: number
  outcome: PlanOutcome
  /** Why there are fewer sites than asked for, or null. */
  stoppedBecause: string | null
  /** What to know before trusting the figures: a model used outside its range, demand that was split, and the like. */
  warnings: string[]
}

export interface PlanOptions {
  /** Ends the work with `plan.cancelled`; nothing is left of it. */
  signal?: CancelSignal | undefined
  /** "Stop, good enough": ends the search with the best choice so far. */
  stopSignal?: CancelSignal | undefined
  /** Called now and then; when it returns a promise, work goes on after it: let the cancel button through here. */
  onProgress?: ((progress: PlanProgress) => void | Promise<void>) | undefined
  /** Proves the best choice where that is possible; without one there is a bound. */
  prover?: Prover | undefined
  /** Needed by profiles of the model `itm-terrain`. */
  powerOverTerrain?: PowerOverTerrain | undefined
}
