/** Cell overlays within the polygon budget: where there are too many cells, their parents stand for them. */
import { cellToParent, getResolution } from 'h3-js'

/** The cells themselves, or their distinct ancestors at the finest resolution that has no more than `maxCells`. */
export function coarsenCells(cells: readonly string[], maxCells: number): readonly string[] {
  const first = cells[0]
  if (first === undefined || cells.length <= maxCells) return cells
  const resolution = getResolution(first)
  if (resolution === 0) return cells.slice(0, maxCells)
  return coarsenCells([...new Set(cells.map((cell) => cellToParent(cell, resolution - 1)))], maxCells)
}
