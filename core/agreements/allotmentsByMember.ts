/** Where each member's amounts come from, so that one member is explained without looking through all agreements. */
import type { AppliedTerms } from './applyTerms'
import type { Allotment, StageResult } from './evaluateTerms'

export interface MemberAllotment {
  of: AppliedTerms
  stage: StageResult
  allotment: Allotment
}

/** By member id, in the order of agreements and stages; amounts of zero are left out. */
export function allotmentsByMember(applied: readonly AppliedTerms[]): Map<string, MemberAllotment[]> {
  const byMember = new Map<string, MemberAllotment[]>()
  for (const of of applied) {
    for (const stage of of.stages) {
      for (const allotment of stage.allotments) {
        if (allotment.to.kind !== 'member' || allotment.amountBaseUnits === 0n) continue
        const others = byMember.get(allotment.to.id)
        if (others) others.push({ of, stage, allotment })
        else byMember.set(allotment.to.id, [{ of, stage, allotment }])
      }
    }
  }
  return byMember
}
