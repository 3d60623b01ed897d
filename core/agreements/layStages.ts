/** The stages of an agreement laid on the hotspots that they come from. SPEC.md, rule [RW2]. Base units. */
import { compareUtf8 } from '../model/compareUtf8'
import { largerOf } from '../model/money'
import { invariant } from '../model/problem'
import type { AppliedTerms } from './applyTerms'
import type { Payee } from './evaluateTerms'
import { layOnRows } from './layOnRows'

/** Where units of a hotspot went: to a payee, to the members of a pool together, or to nobody. */
export type LaidTo = Payee | { kind: 'pool'; id: string } | { kind: 'dust'; id: '' }

export interface LaidShare {
  stageId: string
  /** Position in `AppliedTerms.parts`. */
  part: number
  to: LaidTo
  amountBaseUnits: bigint
}

const DUST: LaidTo = { kind: 'dust', id: '' }

/**
 * @param amounts what each part of the agreement brought, by position in `AppliedTerms.parts`
 * @param keys of their hotspots, which decide where units that do not divide are laid
 * @returns the shares above zero, stage by stage
 */
export function layStages(
  { terms, stages }: Pick<AppliedTerms, 'terms' | 'stages'>,
  amounts: readonly bigint[],
  keys: readonly string[],
): LaidShare[] {
  const order = keys.map((_, at) => at).sort((one, other) => compareUtf8(keys[one] ?? '', keys[other] ?? ''))
  /** What the hotspots brought, and behind them what a reserve paid, which comes from none of them. */
  let brought = order.map((at) => amounts[at] ?? 0n)
  const laid: LaidShare[] = []
  stages.forEach(({ stageId, allotments, dustBaseUnits, outBaseUnits }, stage) => {
    const isPool = terms.stages[stage]?.kind === 'pool'
    // Units that were carried from before come from no hotspot of this period: they are a row of their own. A pool has them
    // left out instead, for what goes on to the next stage is none of them.
    const before = dustBaseUnits < 0n ? -dustBaseUnits : 0n
    const paid = allotments.reduce((sum, { amountBaseUnits }) => (amountBaseUnits < 0n ? sum - amountBaseUnits : sum), 0n)
    const fromElsewhere = [...(before > 0n && !isPool ? [before] : []), ...(paid > 0n ? [paid] : [])]
    const columns: { to: LaidTo; amount: bigint }[] = isPool
      ? [{ to: { kind: 'pool', id: stageId }, amount: allotments.reduce((sum, each) => sum + each.amountBaseUnits, -before) }]
      : allotments.map(({ to, amountBaseUnits }) => ({ to, amount: largerOf(0n, amountBaseUnits) }))
    columns.push({ to: DUST, amount: dustBaseUnits > 0n ? dustBaseUnits : 0n })
    const cells = layOnRows([...brought, ...fromElsewhere], [...columns.map(({ amount }) => amount), outBaseUnits])
    order.forEach((part, at) => {
      columns.forEach(({ to }, column) => {
        const amountBaseUnits = cells[at]?.[column] ?? 0n
        if (amountBaseUnits > 0n) laid.push({ stageId, part, to, amountBaseUnits })
      })
    })
    brought = cells.map((cell) => cell.at(-1) ?? 0n)
  })
  invariant(
    brought.every((left) => left === 0n),
    'the last stage leaves nothing',
  )
  return laid
}
