/** What a map shows, as features hand it to FleetMap; and what the map says back about a moment. */
import type { DensitySummary } from './densityClasses'
import type { HotspotIndex } from './hotspotIndex'
import type { MapView, ViewSize } from './mapView'
import type { Rgb, Scheme } from './palette'
import type { LngLat } from './unwrapRing'

export interface LayerSetting {
  visible: boolean
  /** 0 to 1. */
  opacity: number
}

/** A set of H3 cells in one colour, e.g. what a plan covers. Drawn coarser when there are too many. */
export interface CellOverlay {
  id: string
  cells: readonly string[]
  color: Rgb
  opacity: number
}

/** A numbered place of a plan. */
export interface MapSite {
  id: string
  order: number
  lat: number
  lng: number
  /** Spoken name of its marker, e.g. "Site 1, 240 new cells". */
  label: string
}

export type MapSelection = { kind: 'cell'; cell: string } | { kind: 'hotspot'; id: string }

export interface MapContent {
  scheme: Scheme
  index: HotspotIndex | null
  layers: { density: LayerSetting; hotspots: LayerSetting; graticule: LayerSetting }
  overlays: readonly CellOverlay[]
  /** Corners of an area, drawn closed when there are three or more. */
  area: readonly LngLat[]
  selectedCell: string | null
  selectedPosition: LngLat | null
}

/** The map at one moment, for overlays, legends and tests. */
export interface MapFrame {
  view: MapView
  size: ViewSize
  density: DensitySummary | null
  /** H3 polygons handed to the graphics layer, all layers together. */
  polygonsDrawn: number
  hotspotsDrawn: number
}

export type MapHit = { kind: 'hotspot'; member: number } | { kind: 'cell'; cell: string; count: number }
