/** What was worked out, in the text of a split file and back from it. */
import type { AppliedTerms } from '../agreements/applyTerms'
import type { StageResult } from '../agreements/evaluateTerms'
import type { SettledMember } from '../agreements/settleMembers'
import type { SplitApplied, SplitMemberV3 } from './splitFileV3'

export function appliedText(one: AppliedTerms): SplitApplied {
  return {
    id: one.id,
    agreementId: one.terms.id,
    hostId: one.installedBy.host ?? null,
    installerId: one.installedBy.installer ?? null,
    hotspots: one.parts.length,
    fedBaseUnits: one.fedBaseUnits.toString(),
    amountBaseUnits: one.amountBaseUnits.toString(),
    stages: one.stages.map(stageText),
  }
}

export function stageText(stage: StageResult): SplitApplied['stages'][number] {
  const { stageId, inBaseUnits, allotments, dustBaseUnits, outBaseUnits, counter } = stage
  return {
    stageId,
    inBaseUnits: inBaseUnits.toString(),
    allotments: allotments.map(({ to, role, amountBaseUnits }) => ({
      kind: to.kind,
      id: to.id,
      role,
      amountBaseUnits: amountBaseUnits.toString(),
    })),
    dustBaseUnits: dustBaseUnits.toString(),
    outBaseUnits: outBaseUnits.toString(),
    counter: counter && {
      counter: counter.counter,
      unit: counter.unit,
      before: counter.before.toString(),
      after: counter.after.toString(),
    },
  }
}

/** A stage as it was worked out, from the text of a split file. */
export function stageFromText(stage: SplitApplied['stages'][number]): StageResult {
  const { stageId, inBaseUnits, allotments, dustBaseUnits, outBaseUnits, counter } = stage
  return {
    stageId,
    inBaseUnits: BigInt(inBaseUnits),
    allotments: allotments.map(({ kind, id, role, amountBaseUnits }) => ({
      to: { kind, id },
      role,
      amountBaseUnits: BigInt(amountBaseUnits),
    })),
    dustBaseUnits: BigInt(dustBaseUnits),
    outBaseUnits: BigInt(outBaseUnits),
    counter: counter && { ...counter, before: BigInt(counter.before), after: BigInt(counter.after) },
  }
}

/** A member's line without who they are. */
export function settlementText(one: SettledMember): Omit<SplitMemberV3, 'id' | 'name' | 'address' | 'standing' | 'paidBy'> {
  return {
    amountBaseUnits: one.due.toString(),
    fromReserveBaseUnits: one.fromReserve.toString(),
    inheritedBaseUnits: one.inherited.toString(),
    fromHeldBaseUnits: one.fromHeld.toString(),
    fromCarriedBaseUnits: one.fromCarried.toString(),
    overpaidBaseUnits: one.overpaid.toString(),
    deductedBaseUnits: one.deducted.toString(),
    passedOnBaseUnits: one.passedOn.toString(),
    heldBaseUnits: one.held.toString(),
    carriedBaseUnits: one.carried.toString(),
    advancedBaseUnits: one.advanced.toString(),
    paidBaseUnits: one.paid.toString(),
    status: one.paid > 0n ? 'paid' : one.held > 0n ? 'held' : one.carried > 0n ? 'carried' : 'nothing',
  }
}
