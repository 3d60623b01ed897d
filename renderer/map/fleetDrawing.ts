/** The fleet made ready to draw around one view: cells and single hotspots within bounds, as buffers. */
import { nearLng } from '#core/geo/longitude'
import { type CellPolygons, cellPolygons, vertexColors } from './cellPolygons'
import { resolutionForView, type VisibleCells, visibleCells, visibleHotspots } from './densityCells'
import { classColors, classOf, type DensitySummary, summariseDensity } from './densityClasses'
import type { HotspotIndex } from './hotspotIndex'
import { type Bounds, containsBounds, type MapView, type ViewSize, viewBounds } from './mapView'
import type { Scheme } from './palette'

export interface FleetDrawing {
  index: HotspotIndex
  scheme: Scheme
  /** What was asked for; `cells.resolution` may be coarser. */
  wantedResolution: number
  /** Enough was prepared to draw any view within these. */
  bounds: Bounds
  zoom: number
  cells: VisibleCells
  countOf: Map<string, number>
  polygons: CellPolygons
  colors: Uint8Array
  summary: DensitySummary
  /** Places in the index of the hotspots drawn singly, and their XY positions in the view's frame. */
  members: Uint32Array
  points: Float64Array
}

/** How far beyond the view things are prepared, in view widths, so that small pans need no work. */
const PAD = 0.35

/** Whether a drawing still serves this view. */
export function servesView(drawing: FleetDrawing, index: HotspotIndex, scheme: Scheme, view: MapView, size: ViewSize): boolean {
  return (
    drawing.index === index &&
    drawing.scheme === scheme &&
    drawing.wantedResolution === resolutionForView(view) &&
    // Single hotspots come and go with zoom, so they are looked at again within a resolution too.
    Math.abs(drawing.zoom - view.zoom) < 0.5 &&
    containsBounds(drawing.bounds, viewBounds(view, size))
  )
}

/** @param maxPolygons what is left of the budget once other layers have theirs. */
export function drawFleet(index: HotspotIndex, scheme: Scheme, view: MapView, size: ViewSize, maxPolygons: number): FleetDrawing {
  const bounds = viewBounds(view, size, PAD)
  const wantedResolution = resolutionForView(view)
  const cells = visibleCells(index, wantedResolution, bounds, maxPolygons)
  const groups = index.cells(cells.resolution)
  const palette = classColors(groups.largestCount, scheme)
  const polygons = cellPolygons(cells.cells, view.longitude)
  const members = visibleHotspots(index, view.zoom, bounds)
  const points = new Float64Array(members.length * 2)
  members.forEach((member, i) => {
    points[2 * i] = nearLng(index.longitudes[member] ?? 0, view.longitude)
    points[2 * i + 1] = index.latitudes[member] ?? 0
  })
  return {
    index,
    scheme,
    wantedResolution,
    bounds,
    zoom: view.zoom,
    cells,
    countOf: new Map(cells.cells.map((cell, i) => [cell, cells.counts[i] ?? 0])),
    polygons,
    colors: vertexColors(polygons, (i) => palette[classOf(cells.counts[i] ?? 0, palette.length)] ?? [0, 0, 0]),
    summary: summariseDensity(groups, scheme),
    members,
    points,
  }
}
