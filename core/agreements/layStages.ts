/** The stages of an agreement laid on the hotspots that they come from. SPEC.md, rule [RW2]. Base units. */
import { compareUtf8 } from '../model/compareUtf8'
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
  let brought = order.map((at) => amounts[at] ?? 0n)
  const laid: LaidShare[] = []
  stages.forEach(({ stageId, allotments, dustBaseUnits, outBaseUnits }, stage) => {
    const isPool = terms.stages[stage]?.kind === 'pool'
    // Units that were carried from before come from no hotspot of this period: they are a row of their own. A pool has them
    // left out instead, for what goes on to the next stage is none of them.
    const before = dustBaseUnits < 0n ? -dustBaseUnits : 0n
    const fromBefore = before > 0n && !isPool ? [before] : []
    const columns: { to: LaidTo; amount: bigint }[] = isPool
      ? [{ to: { kind: 'pool', id: stageId }, amount: allotments.reduce((sum, each) => sum + each.amountBaseUnits, -before) }]
      : allotments.map(({ to, amountBaseUnits }) => ({ to, amount: amountBaseUnits }))
    columns.push({ to: DUST, amount: dustBaseUnits > 0n ? dustBaseUnits : 0n })
    const cells = layOnRows([...brought, ...fromBefore], [...columns.map(({ amount }) => amount), outBaseUnits])
    order.forEach((part, at) => {
      columns.forEach(({ to }, column) => {
        const amountBaseUnits = cells[at]?.[column] ?? 0n
        if (amountBaseUnits > 0n) laid.push({ stageId, part, to, amountBaseUnits })
      })
    })
    brought = order.map((_, at) => cells[at]?.at(-1) ?? 0n)
  })
  invariant(
    brought.every((left) => left === 0n),
    'the last stage leaves nothing',
  )
  return laid
}
