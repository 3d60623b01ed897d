/** Why a site was chosen, and why choosing stopped, in sentences whose every number is exact or marked by its rounding. */

export interface SiteFigures {
  order: number
  gainCells: number
  nextBestGainCells: number
  areaCells: number
}

/** E.g. "Covers 182 cells that nothing else reaches, 12% of the area; the next best place would have added 171." */
export function explainSite({ gainCells, nextBestGainCells, areaCells, order }: SiteFigures): string {
  const reached = order === 1 ? 'that no hotspot reaches yet' : 'that no hotspot and no earlier site reaches'
  const gain = `Covers ${countCells(gainCells)} ${reached}, ${percentOf(gainCells, areaCells)} of the area`
  if (nextBestGainCells === 0) return `${gain}; no other place would have added any.`
  if (nextBestGainCells === gainCells) return `${gain}; another place would have added as many.`
  return `${gain}; the next best place would have added ${nextBestGainCells.toLocaleString('en')}.`
}

/** Why fewer sites were chosen than asked for. */
export function explainStop(chosen: number, requested: number, coveredCells: number, areaCells: number): string {
  const stopped = `Stopped after ${chosen} of ${requested} sites`
  if (coveredCells === areaCells) return `${stopped}: every cell of the area is covered.`
  return `${stopped}: no place left would cover any of the ${countCells(areaCells - coveredCells)} still uncovered.`
}

function countCells(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells.toLocaleString('en')} cells`
}

/** Whole per cent from 10 on, one decimal below; never "0%" for a trace nor "100%" for less than all. */
function percentOf(part: number, whole: number): string {
  const percent = (part / whole) * 100
  if (part === whole) return '100%'
  if (percent < 0.1) return 'less than 0.1%'
  if (percent > 99) return 'more than 99%'
  return `${percent >= 9.95 ? Math.round(percent) : percent.toFixed(1).replace(/\.0$/, '')}%`
}
