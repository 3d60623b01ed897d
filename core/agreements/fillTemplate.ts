/** Agreements from templates and templates from agreements: slots stand where members do. SPEC.md, rules [TM1] to [TM3]. */
import { Problem } from '../model/problem'
import type { Receiver, Stage, StageShare } from '../model/terms'
import type { AgreementTemplate } from './agreementRecords'
import { namedIn } from './checkTerms'

/** A template as it is kept or comes with the program. */
export type Template = Pick<AgreementTemplate, 'id' | 'name' | 'description' | 'slots' | 'stages' | 'dust'>

/**
 * The stages with members in place of the slots. One member in two slots of a stage stays there twice, which `checkTerms`
 * refuses.
 * @param memberIds by key of the slot
 * @throws Problem `template.empty-slot`
 */
export function fillTemplate(
  { name, slots, stages }: Pick<Template, 'name' | 'slots' | 'stages'>,
  memberIds: ReadonlyMap<string, string>,
): Stage[] {
  const empty = slots.find(({ key }) => !memberIds.get(key))
  if (empty) {
    throw new Problem('template.empty-slot', `Say who is "${empty.label}" in "${name}": choose a member.`, { field: empty.key })
  }
  return withMembers(stages, (slot) => memberIds.get(slot) ?? slot)
}

/**
 * An agreement's stages without its people: a slot for each member, in the order in which the stages name them.
 * @param labels of the slots by member id; where there is none, the role that the stages give them, or a number
 */
export function templateOf(stages: readonly Stage[], labels: ReadonlyMap<string, string>): Pick<Template, 'slots' | 'stages'> {
  const memberIds = [...namedIn(stages).memberIds]
  const keyOf = new Map(memberIds.map((id, at) => [id, `slot-${at + 1}`]))
  return {
    slots: memberIds.map((id, at) => ({ key: `slot-${at + 1}`, label: labels.get(id) || `Member ${at + 1}` })),
    stages: withMembers(stages, (memberId) => keyOf.get(memberId) ?? memberId),
  }
}

/** The stages with other members in them; nothing else of them changes. */
function withMembers(stages: readonly Stage[], memberOf: (memberId: string) => string): Stage[] {
  return stages.map((stage) => withMembersOf(stage, memberOf))
}

function withMembersOf(stage: Stage, memberOf: (memberId: string) => string): Stage {
  const receiver = <R extends Receiver | StageShare>(one: R): R =>
    one.memberId === undefined ? one : { ...one, memberId: memberOf(one.memberId) }
  switch (stage.kind) {
    case 'fixed':
    case 'until-recouped':
      return { ...stage, to: receiver(stage.to) }
    case 'percentage':
    case 'remainder':
      return { ...stage, shares: stage.shares.map(receiver) }
    case 'pool':
      return { ...stage, memberIds: stage.memberIds.map(memberOf) }
    case 'reserve':
    case 'stability':
      return stage
  }
}
