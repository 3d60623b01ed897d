/** What the Map screen shows, kept while the program runs: coming back to the map finds it as it was left. */
import { create } from 'zustand'
import type { LayerSetting } from '../../map/mapContent'
import { type CoverageSettings, DEFAULT_COVERAGE } from './coverage/coverageView'
import { DEFAULT_LAYERS, type Layers } from './layers'

export interface MapSettings {
  layers: Layers
  coverage: CoverageSettings
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
  useMapSettings.setState(({ coverage, layers }) => {
    const comes = patch.visible === true && !coverage.visible
    // Two sets of cells on top of each other show neither.
    const density = comes ? { ...layers.density, visible: false } : layers.density
    return { coverage: { ...coverage, ...patch }, layers: { ...layers, density } }
  })
}
