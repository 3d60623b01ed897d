/** Good choices to start from: greedy by different measures, each put right by exchanges. */
import { type FillRule, GreedyFill, plainGain } from './greedyFill'
import type { QuickRandom } from './quickRandom'
import type { Selection } from './selection'
import { swapPass } from './swapPass'

/** Under a budget or spacing one dear or central site decides much: so many of the best are tried as the first. */
const FIRST_SITES = 12
const MAX_SWAP_PASSES = 30

export type FirstMethod = 'greedy' | 'swap'

/**
 * Leaves one choice after another in the selection and says how it came to be; the caller keeps the best.
 * @param mayGoOn asked now and then; false ends exchanges where they are.
 */
export function* firstChoices(selection: Selection, random: QuickRandom, mayGoOn: () => boolean): Generator<FirstMethod> {
  const { problem } = selection
  const hasBudget = Number.isFinite(problem.budget)
  const costPowers: FillRule['costPower'][] = hasBudget ? [0, 1, 0.5] : [0]
  const conflictPowers: FillRule['conflictPower'][] = problem.conflicts === null ? [0] : [0, 1, 0.5]
  const greedy = new GreedyFill(selection, random)
  for (const conflictPower of conflictPowers) {
    for (const costPower of costPowers) {
      selection.become([])
      greedy.fill({ ...plainGain, costPower, conflictPower })
      yield 'greedy'
      exchange(selection, mayGoOn)
      yield 'swap'
    }
  }
  if (!hasBudget && problem.conflicts === null) return
  selection.become([])
  const byGain = Array.from(selection.gain.keys()).sort((a, b) => (selection.gain[b] ?? 0) - (selection.gain[a] ?? 0) || a - b)
  for (const first of byGain.slice(0, FIRST_SITES)) {
    selection.become([])
    if (!selection.fits(first)) continue
    selection.add(first)
    greedy.fill({ ...plainGain, costPower: hasBudget ? 1 : 0, conflictPower: hasBudget ? 0 : 1 })
    yield 'greedy'
  }
}

function exchange(selection: Selection, mayGoOn: () => boolean): void {
  const order = Array.from(selection.gain.keys())
  for (let pass = 0; pass < MAX_SWAP_PASSES && mayGoOn(); pass++) if (!swapPass(selection, order, mayGoOn)) return
}
