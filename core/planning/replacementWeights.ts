/**
 * What another place could win back if one of the chosen sites were left out: the most that any candidate which keeps the
 * spacing and the budget would add in its stead.
 */
import type { ArrangedSite } from './arrangeSites'
import { CoverCount } from './coverCount'
import { conflictsWith } from './optimise/checkInstance'
import type { PlanModel } from './planModel'
import type { SettledChoice } from './settleMoves'

/** For each site, at most the weight that only it covers; null for must-have sites and those that a hotspot moves to. */
export function replacementWeights(model: PlanModel, settled: SettledChoice, sites: readonly ArrangedSite[]): (number | null)[] {
  const { candidates, siteCells, movableCells, weights, budget } = model
  const cover = new CoverCount(model.fixedCovered, weights)
  const moved = new Set(settled.moved)
  for (const [hotspot, cells] of movableCells.entries()) if (!moved.has(hotspot)) cover.add(cells)
  for (const site of settled.sites) cover.add(siteCells[site] ?? new Int32Array())
  const chosen = new Set(settled.sites)
  const openGains = siteCells.map((cells, candidate) => (chosen.has(candidate) ? 0 : cover.gainOf(cells)))
  const blockers = conflictCounts(model, settled.sites)
  const ownerOf = soleOwners(model, cover, settled.sites)

  /** Per candidate, what it would take over from each site that alone covers some of its cells. */
  const bestOf = new Map<number, number>()
  for (const [candidate, cells] of siteCells.entries()) {
    if (chosen.has(candidate)) continue
    const takenOver = new Map<number, number>()
    for (const cell of cells) {
      const owner = ownerOf[cell] ?? -1
      if (owner >= 0) takenOver.set(owner, (takenOver.get(owner) ?? 0) + (weights[cell] ?? 0))
    }
    const openGain = openGains[candidate] ?? 0
    const owners = openGain > 0 ? settled.sites : [...takenOver.keys()]
    for (const site of owners) {
      const costAfter = settled.totalCost - (candidates[site]?.cost ?? 0) + (candidates[candidate]?.cost ?? 0)
      if (budget !== null && costAfter > budget) continue
      if ((blockers[candidate] ?? 0) > (conflictsWith(model.conflicts, candidate, site) ? 1 : 0)) continue
      const wonBack = openGain + (takenOver.get(site) ?? 0)
      if (wonBack > (bestOf.get(site) ?? 0)) bestOf.set(site, wonBack)
    }
  }
  return sites.map(({ candidate, movedFrom, onlyWeight }) => {
    if (movedFrom !== null || candidates[candidate]?.mustHave) return null
    return Math.min(onlyWeight, bestOf.get(candidate) ?? 0)
  })
}

/** The chosen site that alone covers a cell, or -1. */
function soleOwners({ siteCells, weights }: PlanModel, cover: CoverCount, sites: readonly number[]): Int32Array {
  const ownerOf = new Int32Array(weights.length).fill(-1)
  for (const site of sites) for (const cell of siteCells[site] ?? []) if (cover.isSole(cell)) ownerOf[cell] = site
  return ownerOf
}

/** How many chosen sites stand too close to each candidate. */
function conflictCounts({ conflicts, candidates }: PlanModel, sites: readonly number[]): Int32Array {
  const counts = new Int32Array(candidates.length)
  if (conflicts === null) return counts
  for (const site of sites) {
    for (const other of conflicts.idx.subarray(conflicts.ptr[site], conflicts.ptr[site + 1]))
      counts[other] = (counts[other] ?? 0) + 1
  }
  return counts
}
