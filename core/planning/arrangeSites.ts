/** The chosen sites in an order that reads well, must-have ones first and then by what each adds, with their figures. */
import { CoverCount } from './coverCount'
import type { PlanModel } from './planModel'
import { movedSites, type SettledChoice } from './settleMoves'

/** Weights are whole numbers of the model, not yet divided by its scale. */
export interface ArrangedSite {
  candidate: number
  /** Position in the list of movable hotspots of the one that moves here, or null. */
  movedFrom: number | null
  /** Covered by this site, not before, and by no earlier site. */
  gainWeight: number
  gainCells: number
  cumulativeWeight: number
  cumulativeCells: number
  /** Covered by this site and by nothing else once the plan stands. */
  onlyWeight: number
  /** The rest of what it covers. */
  sharedWeight: number
}

export interface Arrangement {
  sites: ArrangedSite[]
  /** Where at least one hotspot covers today: 1 per cell. */
  coveredBefore: Uint8Array
  coveredBeforeWeight: number
  lostWeight: number
  lostCells: number
  /** Covered after less covered before. */
  value: number
}

/** @param pairMoves which moved hotspot goes to which of the sites that take one, by position in both lists */
export function arrangeSites(
  model: PlanModel,
  settled: SettledChoice,
  pairMoves: (moved: readonly number[], sites: readonly number[]) => Map<number, number>,
): Arrangement {
  const { siteCells, movableCells, fixedCovered, weights } = model
  const coveredBefore = fixedCovered.slice()
  for (const cells of movableCells) for (const cell of cells) coveredBefore[cell] = 1

  const after = new CoverCount(fixedCovered, weights)
  const isMoved = new Set(settled.moved)
  for (const [hotspot, cells] of movableCells.entries()) if (!isMoved.has(hotspot)) after.add(cells)
  for (const site of settled.sites) after.add(siteCells[site] ?? new Int32Array())

  const hotspotAt = pairMoves(settled.moved, movedSites(model, settled.sites, settled.moved.length))
  const sites: ArrangedSite[] = []
  const soFar = new CoverCount(coveredBefore, weights)
  let [cumulativeWeight, cumulativeCells] = [0, 0]
  for (const { site, gainWeight } of byGain(model, settled.sites, soFar)) {
    const cells = siteCells[site] ?? new Int32Array()
    const gainCells = cells.reduce((count, cell) => count + (soFar.isCovered(cell) ? 0 : 1), 0)
    soFar.add(cells)
    cumulativeWeight += gainWeight
    cumulativeCells += gainCells
    const onlyWeight = after.onlyOf(cells)
    const sharedWeight = cells.reduce((sum, cell) => sum + (weights[cell] ?? 0), 0) - onlyWeight
    const movedFrom = hotspotAt.get(site) ?? null
    sites.push({ candidate: site, movedFrom, gainWeight, gainCells, cumulativeWeight, cumulativeCells, onlyWeight, sharedWeight })
  }

  let [coveredBeforeWeight, lostWeight, lostCells] = [0, 0, 0]
  for (const [cell, before] of coveredBefore.entries()) {
    if (before === 0) continue
    coveredBeforeWeight += weights[cell] ?? 0
    if (after.isCovered(cell)) continue
    lostWeight += weights[cell] ?? 0
    lostCells++
  }
  return { sites, coveredBefore, coveredBeforeWeight, lostWeight, lostCells, value: cumulativeWeight - lostWeight }
}

/** Next comes whoever adds most to what `soFar` holds at that moment. Gains only fall, so most need no recount. */
function* byGain(model: PlanModel, sites: readonly number[], soFar: CoverCount): Generator<{ site: number; gainWeight: number }> {
  for (const mustHave of [true, false]) {
    const waiting = new Map<number, number>()
    for (const site of sites) {
      if (model.candidates[site]?.mustHave === mustHave) waiting.set(site, Number.POSITIVE_INFINITY)
    }
    while (waiting.size > 0) {
      let [next, atMost] = [-1, -1]
      for (const [site, gain] of waiting) if (gain > atMost) [next, atMost] = [site, gain]
      const gainWeight = soFar.gainOf(model.siteCells[next] ?? new Int32Array())
      if (gainWeight < atMost) waiting.set(next, gainWeight)
      else {
        waiting.delete(next)
        yield { site: next, gainWeight }
      }
    }
  }
}
