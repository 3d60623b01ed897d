/**
 * From the optimiser's choice to sites and moves that keep the plan's own limits: a lifted hotspot that is not needed
 * goes back home, and where savings differ between sites, the sites that break the budget are dropped again.
 */
import { CoverCount } from './coverCount'
import type { PlanModel } from './planModel'

export interface SettledChoice {
  /** Candidates, ascending. */
  sites: number[]
  /** Movable hotspots that leave their place; never more than there are sites. */
  moved: number[]
  totalCost: number
}

/** @param chosen candidates of the model's instance */
export function settleMoves(model: PlanModel, chosen: readonly number[]): SettledChoice {
  const { candidates, siteCells, movableCells } = model
  const sites = new Set(chosen.filter((index) => index < candidates.length))
  const staying = new Set(chosen.flatMap((index) => (index < candidates.length ? [] : [index - candidates.length])))
  const lifted = new Set(movableCells.map((_, hotspot) => hotspot).filter((hotspot) => !staying.has(hotspot)))
  const cover = new CoverCount(model.fixedCovered, model.weights)
  for (const site of sites) cover.add(siteCells[site] ?? new Int32Array())
  for (const hotspot of staying) cover.add(movableCells[hotspot] ?? new Int32Array())

  const sendHome = () => {
    const home = best(lifted, (hotspot) => cover.gainOf(movableCells[hotspot] ?? new Int32Array()))
    if (home === undefined) return
    lifted.delete(home)
    cover.add(movableCells[home] ?? new Int32Array())
  }
  const drop = () => {
    const droppable = [...sites].filter((site) => candidates[site]?.mustHave === false)
    const least = best(droppable, (site) => {
      const only = cover.onlyOf(siteCells[site] ?? new Int32Array())
      return -only / Math.max(1e-9, candidates[site]?.cost ?? 0)
    })
    if (least === undefined) return false
    sites.delete(least)
    cover.remove(siteCells[least] ?? new Int32Array())
    return true
  }

  /** Sites that nothing would be lost without; only dropping others can make one needed, so one pass finds them. */
  const dropIdle = () => {
    const dearestFirst = [...sites].sort((a, b) => (candidates[b]?.cost ?? 0) - (candidates[a]?.cost ?? 0) || b - a)
    for (const site of dearestFirst) {
      const cells = siteCells[site] ?? new Int32Array()
      if (candidates[site]?.mustHave || cover.onlyOf(cells) > 0) continue
      sites.delete(site)
      cover.remove(cells)
    }
  }

  for (;;) {
    dropIdle()
    while (lifted.size > sites.size) sendHome()
    if (lifted.size > 0 && keepsLimits(model, sites, lifted.size - 1)) sendHome()
    else if (keepsLimits(model, sites, lifted.size) || !drop()) break
  }
  return {
    sites: [...sites].sort((a, b) => a - b),
    moved: [...lifted].sort((a, b) => a - b),
    totalCost: costOf(model, sites, lifted.size),
  }
}

/** The sites that hotspots move to are the dearest ones: there a move saves the most. */
export function movedSites(model: PlanModel, sites: Iterable<number>, moves: number): number[] {
  const cost = (site: number) => model.candidates[site]?.cost ?? 0
  return [...sites].sort((a, b) => cost(b) - cost(a) || a - b).slice(0, moves)
}

function costOf(model: PlanModel, sites: ReadonlySet<number>, moves: number): number {
  const moved = new Set(movedSites(model, sites, moves))
  let total = 0
  for (const site of sites) total += moved.has(site) ? model.moveCost : (model.candidates[site]?.cost ?? 0)
  return total
}

function keepsLimits(model: PlanModel, sites: ReadonlySet<number>, moves: number): boolean {
  if (model.count !== null && sites.size - moves > model.count) return false
  return model.budget === null || costOf(model, sites, moves) <= model.budget
}

function best(items: Iterable<number>, score: (item: number) => number): number | undefined {
  let [found, highest]: [number | undefined, number] = [undefined, Number.NEGATIVE_INFINITY]
  for (const item of items) {
    const points = score(item)
    if (points > highest) [found, highest] = [item, points]
  }
  return found
}
