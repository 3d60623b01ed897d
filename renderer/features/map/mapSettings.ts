/** What the Map screen shows, kept while the program runs: coming back to the map finds it as it was left. */
import { create } from 'zustand'
import type { LayerSetting } from '../../map/mapContent'
import { type CoverageSettings, DEFAULT_COVERAGE } from './coverage/coverageView'
import { DEFAULT_LAYERS, type Layers } from './layers'
import { DEFAULT_REWARDS, type RewardsSettings } from './rewards/rewardsSettings'

export interface MapSettings {
  layers: Layers
  coverage: CoverageSettings
  rewards: RewardsSettings
  /** The demand layer shown and counted for gaps, or null. */
  demandId: string | null
  demand: LayerSetting
  terrain: LayerSetting
  streets: LayerSetting
  /** Plans whose sites are shown. */
  planIds: readonly string[]
  workOrders: boolean
  timeline: boolean
}

export const useMapSettings = create<MapSettings>(() => ({
  layers: DEFAULT_LAYERS,
  coverage: DEFAULT_COVERAGE,
  rewards: DEFAULT_REWARDS,
  demandId: null,
  demand: { visible: true, opacity: 0.7 },
  terrain: { visible: false, opacity: 0.6 },
  streets: { visible: true, opacity: 1 },
  planIds: [],
  workOrders: false,
  timeline: false,
}))

export function changeMap(patch: Partial<MapSettings>): void {
  useMapSettings.setState(patch)
}

export function changeCoverage(patch: Partial<CoverageSettings>): void {
  useMapSettings.setState(({ coverage, layers }) => ({
    coverage: { ...coverage, ...patch },
    layers: besideCells(layers, patch.visible === true && !coverage.visible),
  }))
}

export function changeRewards(patch: Partial<RewardsSettings>): void {
  useMapSettings.setState(({ rewards, layers }) => ({
    rewards: { ...rewards, ...patch },
    layers: besideCells(layers, patch.visible === true && !rewards.visible),
  }))
}

/** Two sets of cells on top of each other show neither. */
function besideCells(layers: Layers, comes: boolean): Layers {
  return comes ? { ...layers, density: { ...layers.density, visible: false } } : layers
}
