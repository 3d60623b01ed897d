/** What of a table's operations says something about people, prepared for sealing. SPEC.md, [SY66] and [SY67]. */
import { mergePlanOf } from './mergePlan'
import type { SharedDeclaration } from './tableDeclaration'

export interface PersonalPlan {
  /**
   * whole: everything that an operation says, its record's key too: of facts, which are compared whole, and of records whose
   * key is a person's. fields: those fields alone.
   */
  seals: 'whole' | 'fields'
  /** As operations name them. What is merged as one is sealed as one. */
  fields: ReadonlySet<string>
  /** Whose: of the member whose key the record or this field has; null for several people, or for nobody in particular. */
  personOf: string | null
}

/** @returns null for a table that says nothing of people */
export function personalPlanOf(declaration: SharedDeclaration): PersonalPlan | null {
  const { personal, personOf = null, merge } = declaration
  if (personal.length === 0) return null
  const { registers } = mergePlanOf(declaration)
  const fields = new Set<string>(personal)
  for (const field of personal) {
    const register = registers.get(field)
    for (const each of register?.fields ?? []) fields.add(each)
    if (register?.rule === 'multi-value') fields.add(register.name)
  }
  return { seals: merge === 'fact' || personOf === 'key' ? 'whole' : 'fields', fields, personOf }
}
