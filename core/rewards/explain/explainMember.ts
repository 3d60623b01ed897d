/** A member in one split: every stage that gave them something, and what became of it. SPEC.md, rules [EX1] to [EX3]. */
import { stageSentence } from '../../agreements/termsSentences'
import type { Stage } from '../../model/terms'
import { paidTo, type SplitFile } from '../splitFile'
import { type SettlementLine, settlementLines } from './settlementLines'
import { type SharedAgreement, sharedIn } from './sharedIn'
import { givenTo, roundedUnits, ruleText, type StageLimit, stageLimits } from './stageRule'

export interface StageLine {
  appliedId: string
  agreementId: string
  agreementName: string
  /** From 1 on. */
  stage: number
  stageId: string
  /** How many stages the agreement has. */
  stages: number
  kind: Stage['kind']
  /** The stage in words, as members agreed to it. */
  sentence: string
  /** The number that it gives the member. */
  rule: string
  /** What came into the stage. */
  inBaseUnits: bigint
  /** What the member got there; below zero where a correction takes it back. */
  baseUnits: bigint
  isTakenBack: boolean
  limits: StageLimit[]
  roundedUnits: bigint
}

export interface MemberExplanation {
  memberId: string
  name: string
  /** Of all stages: the lines add up to it. */
  dueBaseUnits: bigint
  stages: StageLine[]
  settlement: SettlementLine[]
  /** What is due and the settlement's lines together. */
  paidBaseUnits: bigint
}

/** Explains the members of a split one by one; what all of them need is prepared once. */
export function createMemberExplainer(split: SplitFile): (memberId: string) => MemberExplanation | null {
  const { shared, takenBack, prices } = sharedIn(split)
  const names = new Map(split.members.map(({ id, name }) => [id, name]))
  const members = new Map(split.members.map((member) => [member.id, member]))
  const places = placesByMember(shared, takenBack)
  return (memberId) => {
    const member = members.get(memberId)
    if (!member) return null
    const stages = (places.get(memberId) ?? []).flatMap(({ of, at, isTakenBack }): StageLine[] => {
      const [stage, result] = [of.terms.stages[at], of.stages[at]]
      if (!stage || !result) return []
      const facts = { of, at, memberId, token: split.token, prices }
      const given = givenTo(result, memberId)
      return [
        {
          appliedId: of.id,
          agreementId: of.terms.id,
          agreementName: of.terms.name,
          stage: at + 1,
          stageId: result.stageId,
          stages: of.terms.stages.length,
          kind: stage.kind,
          sentence: stageSentence(stage, names, { token: split.token }),
          rule: ruleText(facts),
          inBaseUnits: result.inBaseUnits,
          baseUnits: isTakenBack ? -given : given,
          isTakenBack,
          limits: stageLimits(facts),
          roundedUnits: roundedUnits(facts),
        },
      ]
    })
    return {
      memberId,
      name: member.name,
      dueBaseUnits: BigInt(member.amountBaseUnits),
      stages,
      settlement: settlementLines(member, split),
      paidBaseUnits: paidTo(member),
    }
  }
}

interface Place {
  of: SharedAgreement
  at: number
  isTakenBack: boolean
}

/** The stages that gave each member something, in the order of agreements and stages. */
function placesByMember(shared: readonly SharedAgreement[], takenBack: readonly SharedAgreement[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>()
  const collect = (of: SharedAgreement, isTakenBack: boolean) => {
    of.stages.forEach(({ allotments }, at) => {
      const here = new Set(
        allotments.flatMap(({ to, amountBaseUnits }) => (to.kind === 'member' && amountBaseUnits > 0n ? [to.id] : [])),
      )
      for (const id of here) {
        const place = { of, at, isTakenBack }
        const others = places.get(id)
        if (others) others.push(place)
        else places.set(id, [place])
      }
    })
  }
  for (const of of shared) collect(of, false)
  for (const of of takenBack) collect(of, true)
  return places
}
