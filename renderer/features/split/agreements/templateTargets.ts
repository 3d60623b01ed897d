/** Agreements that are made of one template, one for each group or hotspot. */
import { checkTerms } from '#core/agreements/checkTerms'
import { fillTemplate, type Template } from '#core/agreements/fillTemplate'
import { Problem } from '#core/model/problem'
import type { Terms, TermsScope } from '#core/model/terms'
import type { AgreementFields } from '../../../data/agreements/saveAgreements'
import { fieldsOf } from './draftFields'

/** What one of the agreements is for. */
export interface Target {
  key: string
  /** As it is called in the agreement's name. */
  label: string
  scope: TermsScope
}

/** Members by slot; those of a target come before those for all. */
export type Filled = Readonly<Record<string, string | null>>

export interface TargetAgreement {
  target: Target
  fields: AgreementFields | null
  /** What is to be done before it can be made. */
  fault: string | null
}

/**
 * @param forAll members of slots that are the same for all
 * @param own members of slots by key of the target, where they differ
 */
export function targetAgreements(
  template: Pick<Template, 'name' | 'slots' | 'stages' | 'dust'>,
  targets: readonly Target[],
  forAll: Filled,
  own: Readonly<Record<string, Filled>>,
  memberIds: ReadonlySet<string>,
): TargetAgreement[] {
  return targets.map((target) => {
    const filled = { ...forAll, ...withoutEmpty(own[target.key] ?? {}) }
    try {
      const terms: Terms = {
        ...{ id: target.key, name: `${template.name} ${target.label}`, scope: target.scope, from: null, to: null },
        ...{ dust: template.dust, stages: fillTemplate(template, slotMap(filled)) },
      }
      checkTerms(terms, memberIds)
      return { target, fields: fieldsOf(terms), fault: null }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      return { target, fields: null, fault: thrown.message }
    }
  })
}

export function slotMap(filled: Filled): Map<string, string> {
  return new Map(Object.entries(filled).flatMap(([slot, memberId]) => (memberId === null ? [] : [[slot, memberId] as const])))
}

function withoutEmpty(filled: Filled): Filled {
  return Object.fromEntries(Object.entries(filled).filter(([, memberId]) => memberId !== null))
}
