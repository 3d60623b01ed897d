/**
 * Local search by exchange. For each candidate outside, one walk over its rows tells the exact worth of swapping it with
 * any site inside: what it adds, less what that site alone covers and the candidate does not.
 */
import type { Selection } from './selection'

/**
 * One pass over all candidates in the given order; every improving addition or exchange is made at once.
 * @param mayGoOn asked now and then; false ends the pass where it is.
 * @returns whether anything was improved.
 */
export function swapPass(selection: Selection, order: readonly number[], mayGoOn: () => boolean): boolean {
  const takenOver = new Float64Array(selection.gain.length)
  let improved = false
  for (const [step, candidate] of order.entries()) {
    if (step % 64 === 63 && !mayGoOn()) break
    if (selection.isChosen[candidate] === 1) continue
    if (selection.fits(candidate)) {
      if ((selection.gain[candidate] ?? 0) <= 0) continue
      selection.add(candidate)
      improved = true
      continue
    }
    const out = bestExchange(selection, candidate, takenOver)
    if (out < 0) continue
    selection.remove(out)
    selection.add(candidate)
    improved = true
  }
  return improved
}

/** The chosen site whose exchange for `candidate` gains most, or -1 when none gains. `takenOver` is all 0 before and after. */
function bestExchange(selection: Selection, candidate: number, takenOver: Float64Array): number {
  const { problem, coverers, covererOf, loss, chosen } = selection
  const { rows, weights, costs } = problem
  const blockers = selection.blockers[candidate] ?? 0
  if (blockers > 1) return -1
  const start = rows.ptr[candidate] ?? 0
  const end = rows.ptr[candidate + 1] ?? 0
  for (let at = start; at < end; at++) {
    const row = rows.idx[at] ?? 0
    if (coverers[row] !== 1) continue
    const site = covererOf[row] ?? 0
    takenOver[site] = (takenOver[site] ?? 0) + (weights[row] ?? 0)
  }
  const allowance = problem.budget - selection.spent - (costs[candidate] ?? 0)
  let best = -1
  let bestLoss = selection.gain[candidate] ?? 0
  for (let place = 0; place < chosen.length; place++) {
    const site = chosen[place] ?? 0
    const net = (loss[site] ?? 0) - (takenOver[site] ?? 0)
    if (net >= bestLoss || allowance + (costs[site] ?? 0) < 0) continue
    if (blockers === 1 && !isPartner(selection, candidate, site)) continue
    best = site
    bestLoss = net
  }
  for (let at = start; at < end; at++) {
    const row = rows.idx[at] ?? 0
    if (coverers[row] === 1) takenOver[covererOf[row] ?? 0] = 0
  }
  return best
}

function isPartner({ problem: { conflicts } }: Selection, a: number, b: number): boolean {
  if (conflicts === null) return false
  return conflicts.idx.subarray(conflicts.ptr[a], conflicts.ptr[a + 1]).includes(b)
}
