/** What is under a pixel of the map. */
import { latLngToCell } from 'h3-js'
import { normalizeLng } from '#core/geo/longitude'
import type { CellLayerSource } from './cellLayerSource'
import type { FleetDrawing } from './fleetDrawing'
import { findGroup, groupCount, type HotspotIndex } from './hotspotIndex'
import type { MapContent, MapHit } from './mapContent'
import { fromPixel, type MapView, toPixel, type ViewSize } from './mapView'

const HIT_RADIUS_PX = 8
const FINEST_OF_INDEX = 12

interface Drawn {
  drawing: FleetDrawing | null
  content: MapContent
  cells: CellLayerSource
  view: MapView
  size: ViewSize
}

/** A single hotspot before the values there, and those before the fleet's density. */
export function hitAt({ x, y }: { x: number; y: number }, drawn: Drawn): MapHit | null {
  const { drawing, content, cells, view, size } = drawn
  const member = drawing && content.layers.hotspots.visible ? nearestHotspot(drawing, view, size, x, y) : -1
  if (member >= 0) return { kind: 'hotspot', member }
  const position = fromPixel(view, size, x, y)
  const side = content.divider !== null && x > content.divider * size.width ? 'right' : 'left'
  const values = cells.hits(position, (layer) => content.divider === null || (layer.side ?? side) === side)
  const top = values[0]
  if (top) return { kind: 'cell', cell: top.cell, count: hotspotsIn(content.index, top.cell, top.resolution), values }
  if (!drawing || !content.layers.density.visible) return null
  const cell = latLngToCell(position[1], normalizeLng(position[0]), drawing.cells.resolution)
  const count = drawing.countOf.get(cell)
  return count === undefined ? null : { kind: 'cell', cell, count }
}

function nearestHotspot(drawing: FleetDrawing, view: MapView, size: ViewSize, x: number, y: number): number {
  let nearest = -1
  let nearestPx = HIT_RADIUS_PX
  drawing.members.forEach((member, i) => {
    const [px, py] = toPixel(view, size, [drawing.points[2 * i] ?? 0, drawing.points[2 * i + 1] ?? 0])
    const distancePx = Math.hypot(px - x, py - y)
    if (distancePx < nearestPx) [nearest, nearestPx] = [member, distancePx]
  })
  return nearest
}

function hotspotsIn(index: HotspotIndex | null, cell: string, resolution: number): number {
  if (!index || resolution > FINEST_OF_INDEX) return 0
  const groups = index.cells(resolution)
  const group = findGroup(groups, cell)
  return group < 0 ? 0 : groupCount(groups, group)
}
