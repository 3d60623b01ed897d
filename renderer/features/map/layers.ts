import type { LayerSetting } from '../../map/mapContent'

/** What the Map screen can show, with its setting for each. */
export interface Layers {
  density: LayerSetting
  hotspots: LayerSetting
  graticule: LayerSetting
}

export const LAYER_NAMES: Record<keyof Layers, string> = {
  density: 'Hotspot density',
  hotspots: 'Single hotspots',
  graticule: 'Grid of degrees',
}

export const DEFAULT_LAYERS: Layers = {
  density: { visible: true, opacity: 0.85 },
  hotspots: { visible: true, opacity: 1 },
  graticule: { visible: true, opacity: 1 },
}
