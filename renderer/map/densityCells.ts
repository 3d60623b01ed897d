/** Which cells of the fleet's density a view shows: resolution follows zoom, and gives way when there are too many cells. */
import { getHexagonEdgeLengthAvg } from 'h3-js'
import { toRadians } from '#core/geo/angles'
import { nearLng } from '#core/geo/longitude'
import { METRES_PER_DEGREE } from '#core/geo/sphere'
import { type CellGroups, cellOfGroup, groupCount, type HotspotIndex } from './hotspotIndex'
import { type Bounds, type MapView, metresPerPixel } from './mapView'

/** Panning stays smooth in software rendering up to about this many polygons. */
export const MAX_POLYGONS = 10_000
/** Single hotspots are drawn from this zoom on, while no more than this many are in view. */
const SINGLE_FROM_ZOOM = 9.5
const MAX_SINGLE = 4_000
const FINEST_SHOWN = 11
/** A cell's edge is at least this long on screen: longer when close, so that cells stay larger than the hotspots drawn on them. */
const minEdgePx = (zoom: number) => 4.5 + Math.max(0, Math.min(8, zoom - 5))

/** A value's cell may be smaller than a density's: it is read as a surface. */
const MIN_VALUE_EDGE_PX = 3

const EDGE_M = Array.from({ length: 16 }, (_, resolution) => getHexagonEdgeLengthAvg(resolution, 'm'))

export interface VisibleCells {
  resolution: number
  /** H3 indexes, with the number of hotspots in each. */
  cells: string[]
  counts: Uint32Array
}

/** The finest resolution whose cells are still large enough to see and point at. */
export function resolutionForView(view: MapView): number {
  const edgeM = minEdgePx(view.zoom) * metresPerPixel(view)
  return Math.min(FINEST_SHOWN, finestWithEdge(edgeM))
}

/** The same for layers of values; up to the finest there is. */
export function resolutionForCells(view: MapView): number {
  return finestWithEdge(MIN_VALUE_EDGE_PX * metresPerPixel(view))
}

function finestWithEdge(edgeM: number): number {
  return Math.max(
    0,
    EDGE_M.findLastIndex((length) => length >= edgeM),
  )
}

/**
 * The cells within `bounds` at the wanted resolution, or at the next coarser one that has no more than `maxPolygons` there.
 * A cell is where its first hotspot is; bounds are widened by a cell so that none at the rim is lost.
 */
export function visibleCells(index: HotspotIndex, resolution: number, bounds: Bounds, maxPolygons = MAX_POLYGONS): VisibleCells {
  const groups = index.cells(resolution)
  const visible = groupsWithin(index, groups, bounds)
  if (visible.length > maxPolygons && resolution > 0) return visibleCells(index, resolution - 1, bounds, maxPolygons)
  return {
    resolution,
    cells: visible.map((group) => cellOfGroup(groups, group)),
    counts: Uint32Array.from(visible, (group) => groupCount(groups, group)),
  }
}

function groupsWithin(index: HotspotIndex, groups: CellGroups, bounds: Bounds): number[] {
  const padLat = ((EDGE_M[groups.resolution] ?? 0) * 2) / METRES_PER_DEGREE
  const visible: number[] = []
  for (let group = 0; group < groups.length; group++) {
    if (isWithin(index, groups.starts[group] ?? 0, bounds, padLat)) visible.push(group)
  }
  return visible
}

function isWithin(index: HotspotIndex, member: number, bounds: Bounds, padLat: number): boolean {
  const latitude = index.latitudes[member] ?? 0
  if (latitude < bounds.south - padLat || latitude > bounds.north + padLat) return false
  const padLng = padLat / Math.max(0.05, Math.cos(toRadians(latitude)))
  const longitude = nearLng(index.longitudes[member] ?? 0, (bounds.west + bounds.east) / 2)
  return longitude >= bounds.west - padLng && longitude <= bounds.east + padLng
}

/** Positions in the index of the hotspots to draw singly: none when far out, or when there would be too many. */
export function visibleHotspots(index: HotspotIndex, zoom: number, bounds: Bounds): Uint32Array {
  if (zoom < SINGLE_FROM_ZOOM) return new Uint32Array()
  const members: number[] = []
  for (let member = 0; member < index.count; member++) {
    if (isWithin(index, member, bounds, 0)) members.push(member)
    if (members.length > MAX_SINGLE) return new Uint32Array()
  }
  return Uint32Array.from(members)
}
