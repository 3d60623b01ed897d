/** What a map shows, as features hand it to FleetMap; and what the map says back about a moment. */
import type { CellLayer, CellLayerHit, MapSide } from './cellLayer'
import type { CellLayerSummary } from './cellSummary'
import type { DensitySummary } from './densityClasses'
import type { HotspotIndex } from './hotspotIndex'
import type { Bounds, MapView, ViewSize } from './mapView'
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
  /** On a map with a divider: only on this side. */
  side?: MapSide
}

/**
 * A picture that lies on the ground below the cells, e.g. hillshade. Rows run from north to south and columns from west
 * to east, evenly in degrees. Compared by `pixels` (by identity).
 */
export interface ImageLayer {
  id: string
  /** Degrees; east may be past 180 or less than west across the antimeridian. */
  bounds: Bounds
  width: number
  height: number
  /** RGBA, 4 bytes per pixel, not premultiplied. */
  pixels: Uint8ClampedArray<ArrayBuffer>
  opacity: number
  visible: boolean
  side?: MapSide
}

/** An imported pack of street map tiles, drawn above the basemap and below the cells. */
export interface MapPack {
  /** The `map-pack` data layer whose chunks hold the archive. */
  layerId: string
  /** Shown on the map and on every export while the pack is visible. */
  attribution: string
  opacity: number
  visible: boolean
}

/** A numbered place of a plan. */
export interface MapSite {
  id: string
  order: number
  lat: number
  lng: number
  /** Spoken name of its marker, e.g. "Site 1, 240 new cells". */
  label: string
  /** On a map with a divider: only on this side. */
  side?: MapSide
}

/** A line drawn over everything: a measured path, or a lasso on its way. */
export interface MapPath {
  points: readonly LngLat[]
  closed: boolean
  /** Corners are marked. */
  marked: boolean
}

export type MapSelection = { kind: 'cell'; cell: string } | { kind: 'hotspot'; id: string }

export interface MapContent {
  scheme: Scheme
  index: HotspotIndex | null
  layers: { density: LayerSetting; hotspots: LayerSetting; graticule: LayerSetting }
  overlays: readonly CellOverlay[]
  /** Bottom to top. */
  cellLayers: readonly CellLayer[]
  images: readonly ImageLayer[]
  mapPacks: readonly MapPack[]
  /** Where the divider between left and right is, 0 to 1 of the width; null when both sides are one map. */
  divider: number | null
  path: MapPath | null
  /** Whether a drag moves the map; not while it draws a lasso. */
  dragPans: boolean
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
  /** Of each visible cell layer that is drawn, for its legend. The same objects as long as nothing in them changes. */
  cellLayers: readonly CellLayerSummary[]
  /** Where the streets shown come from; empty without map packs. */
  attributions: readonly string[]
}

/**
 * What is under the pointer. `member` is a place in the hotspot index. A cell that a cell layer shows comes with the value
 * of every visible layer there, topmost first; `cell` is then the topmost layer's and `count` the hotspots in it.
 */
export type MapHit =
  | { kind: 'hotspot'; member: number }
  | { kind: 'cell'; cell: string; count: number; values?: readonly CellLayerHit[] }
