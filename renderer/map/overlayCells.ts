/** Cell overlays within the polygon budget: where there are too many cells, their parents stand for them. */
import { cellToParent, getResolution } from 'h3-js'
import { type CellPolygons, cellPolygons, vertexColors } from './cellPolygons'
import type { CellOverlay } from './mapContent'

/** The cells themselves, or their distinct ancestors at the finest resolution that has no more than `maxCells`. */
function coarsenCells(cells: readonly string[], maxCells: number): readonly string[] {
  const first = cells[0]
  if (first === undefined || cells.length <= maxCells) return cells
  const resolution = getResolution(first)
  if (resolution === 0) return cells.slice(0, maxCells)
  return coarsenCells([...new Set(cells.map((cell) => cellToParent(cell, resolution - 1)))], maxCells)
}

export interface DrawnOverlay {
  source: CellOverlay
  polygons: CellPolygons
  colors: Uint8Array
}

/** The overlays as buffers; what was drawn before is kept where its cells and colour are the same. */
export function drawOverlays(
  overlays: readonly CellOverlay[],
  before: readonly DrawnOverlay[],
  maxPolygons: number,
  centreLng: number,
): DrawnOverlay[] {
  const budget = Math.floor(maxPolygons / Math.max(1, overlays.length))
  return overlays.map((source) => {
    const known = before.find(({ source: { id, cells } }) => id === source.id && cells === source.cells)
    if (known && known.source.color === source.color) return { ...known, source }
    const polygons = known?.polygons ?? cellPolygons(coarsenCells(source.cells, budget), centreLng)
    return { source, polygons, colors: vertexColors(polygons, () => source.color) }
  })
}
