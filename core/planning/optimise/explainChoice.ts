/** Why each site of a choice is in it, in figures: what it adds, what only it covers, and what could stand in for it. */
import type { CoverageInstance } from './coverageInstance'
import { mergeCells } from './mergeCells'
import { Selection } from './selection'

export interface SiteExplanation {
  /** The instance's candidate. */
  site: number
  /** Weight newly covered when the sites are added in this order. */
  gain: number
  cumulative: number
  /** Weight that nothing else covers: neither another site nor what was covered already. */
  only: number
  /** Weight that something else covers too. */
  shared: number
  /** What the choice would lose without the site, the best replacement put in its place. */
  leaveOutLoss: number
  /** The candidate that would win back most of what only this site covers, within the same limits; null for none. */
  replacement: { candidate: number; gain: number } | null
}

/**
 * In greedy order: each site is the one of those left that adds most; ties go to the lower number.
 * @param sites a choice that keeps the instance's limits.
 */
export function explainChoice(instance: CoverageInstance, sites: readonly number[]): SiteExplanation[] {
  // Required sites are sites like others here: they too add something, and something is lost without them.
  const problem = mergeCells({ ...instance, required: [] })
  const newOf = new Map(Array.from(problem.originalOf, (original, candidate) => [original, candidate]))
  const selection = new Selection(problem)
  const explained: SiteExplanation[] = []
  const left = new Set(sites)
  let cumulative = 0
  while (left.size > 0) {
    const gainOf = (site: number) => selection.gain[newOf.get(site) ?? -1] ?? 0
    const next = [...left].reduce((best, site) => {
      const more = gainOf(site) - gainOf(best)
      return more > 0 || (more === 0 && site < best) ? site : best
    })
    const gain = gainOf(next)
    cumulative += gain
    const candidate = newOf.get(next)
    if (candidate !== undefined) selection.add(candidate)
    left.delete(next)
    explained.push({ site: next, gain, cumulative, only: 0, shared: 0, leaveOutLoss: 0, replacement: null })
  }
  for (const one of explained) {
    const candidate = newOf.get(one.site)
    one.only = candidate === undefined ? 0 : (selection.loss[candidate] ?? 0)
    one.shared = reachOf(instance, one.site) - one.only
    one.replacement = candidate === undefined ? null : replacementOf(selection, candidate)
    one.leaveOutLoss = one.only - (one.replacement?.gain ?? 0)
  }
  return explained
}

/** All the weight in reach, covered already or not. */
function reachOf({ rows, weights }: CoverageInstance, site: number): number {
  let reach = 0
  for (let at = rows.ptr[site] ?? 0; at < (rows.ptr[site + 1] ?? 0); at++) reach += weights[rows.idx[at] ?? 0] ?? 0
  return reach
}

function replacementOf(selection: Selection, site: number): SiteExplanation['replacement'] {
  const { originalOf } = selection.problem
  selection.remove(site)
  let best = -1
  for (let candidate = 0; candidate < originalOf.length; candidate++) {
    if (candidate === site || !selection.fits(candidate)) continue
    if ((selection.gain[candidate] ?? 0) > (best < 0 ? 0 : (selection.gain[best] ?? 0))) best = candidate
  }
  const found = best < 0 ? null : { candidate: originalOf[best] ?? 0, gain: selection.gain[best] ?? 0 }
  selection.add(site)
  return found
}
