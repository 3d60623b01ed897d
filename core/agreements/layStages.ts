/** The stages of an agreement laid on its hotspots, for whoever asks why. Worked out when asked, never kept. Base units. */
import { compareUtf8 } from '../model/compareUtf8'
import type { AppliedTerms } from './applyTerms'
import type { Allotment } from './evaluateTerms'
import { layOnRows } from './layOnRows'

export interface LaidShare {
  stageId: string
  /** Position of the part in `AppliedTerms.parts`. */
  part: number
  allotment: Allotment
  amountBaseUnits: bigint
}

/**
 * @param amounts what each part of the agreement brought, by position in `AppliedTerms.parts`
 * @param keys of their hotspots, which decide where units that do not divide are laid
 */
export function layStages(
  { stages }: Pick<AppliedTerms, 'stages'>,
  amounts: readonly bigint[],
  keys: readonly string[],
): LaidShare[] {
  const order = keys.map((_, at) => at).sort((one, other) => compareUtf8(keys[one] ?? '', keys[other] ?? ''))
  let brought = order.map((at) => amounts[at] ?? 0n)
  const laid: LaidShare[] = []
  for (const { stageId, allotments, dustBaseUnits, outBaseUnits } of stages) {
    const payees = allotments.map(({ amountBaseUnits }) => amountBaseUnits)
    // Units that were carried from before come from no hotspot of this period: they are a row of their own.
    const fromBefore = dustBaseUnits < 0n ? [-dustBaseUnits] : []
    const dust = dustBaseUnits > 0n ? dustBaseUnits : 0n
    const cells = layOnRows([...brought, ...fromBefore], [...payees, dust, outBaseUnits])
    order.forEach((part, at) => {
      allotments.forEach((allotment, column) => {
        const amountBaseUnits = cells[at]?.[column] ?? 0n
        if (amountBaseUnits > 0n) laid.push({ stageId, part, allotment, amountBaseUnits })
      })
    })
    brought = order.map((_, at) => cells[at]?.at(-1) ?? 0n)
  }
  return laid
}
