/** A declaration, prepared for merging: which fields make one register, and what of a record must be there. */
import { z } from 'zod'
import { invariant } from '../model/problem'
import { changeChecksOf } from './changeChecks'
import type { AccessRole, FieldRule, MergeRule, SharedDeclaration } from './tableDeclaration'
import { type ValueCheck, valueCheckOf } from './valueCheck'

/** What is merged as one: a field, or fields that say one thing together. */
export interface Register {
  name: string
  rule: MergeRule
  fields: readonly string[]
}

export interface MergePlan {
  table: string
  keyField: 'id' | 'key'
  isFact: boolean
  /** Access roles that may write records of the table, and remove them. */
  writers: readonly AccessRole[]
  /**
   * By field, and versions by the name of their register too, since operations write them as one. Fields that no
   * declaration names come from a newer version and follow their last writer.
   */
  registers: ReadonlyMap<string, Register>
  /** Every register once, in the order of their names. */
  ordered: readonly Register[]
  /** The names of registers. */
  names: ReadonlySet<string>
  /** Registers whose values in operations have a form of their own. */
  special: readonly Register[]
  /** Registers of several fields with a last writer. */
  together: readonly Register[]
  /** Fields without which a record is not whole. */
  required: readonly string[]
  /** Where a record has several forms, only its schema can say whether it is whole. */
  schema: z.ZodType | null
  /** By field or register: whether what an operation says of it has values that the schema takes. */
  changeChecks: ReadonlyMap<string, ValueCheck>
  /** Whether a record is one of the table, as its schema says. */
  isRecord: ValueCheck
  /** Of facts: which were only practised and can be removed. */
  isPractice: (record: Record<string, unknown>) => boolean
}

export function mergePlanOf(declaration: SharedDeclaration): MergePlan {
  const { name, keyField, merge, schema, writers, isPractice } = declaration
  const registers = new Map<string, Register>()
  if (merge !== 'fact') {
    const byName = new Map<string, string[]>()
    for (const [field, rule] of Object.entries(merge)) {
      const register = registerName(field, rule)
      byName.set(register, [...(byName.get(register) ?? []), field])
    }
    for (const [group, fields] of byName) {
      // Stamps are kept by these names: one name for two things would merge what has nothing to do with each other.
      const isAmbiguous = fields.length > 1 && Object.hasOwn(merge, group) && typeof merge[group] === 'string'
      invariant(!isAmbiguous, `${name}: "${group}" is the name of a field and of fields that say one thing together`)
    }
    for (const [field, rule] of Object.entries(merge)) {
      const fields = byName.get(registerName(field, rule)) ?? []
      const known = fields.map((each) => registers.get(each)).find((each) => each !== undefined)
      const register = known ?? { name: registerName(field, rule), rule: mergeRule(rule), fields }
      registers.set(field, register)
      if (register.rule === 'multi-value') registers.set(register.name, register)
    }
  }
  const distinct = [...new Set(registers.values())]
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : null
  return {
    table: name,
    keyField,
    isFact: merge === 'fact',
    writers,
    registers,
    ordered: distinct.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    names: new Set(distinct.map(({ name: register }) => register)),
    special: distinct.filter(({ rule }) => rule !== 'last-writer'),
    together: distinct.filter(({ fields, rule }) => fields.length > 1 && rule === 'last-writer'),
    required: shape ? Object.keys(shape).filter((field) => !shape[field]?.safeParse(undefined).success) : [],
    schema: shape ? null : schema,
    changeChecks: changeChecksOf(schema, registers),
    isRecord: valueCheckOf(schema),
    isPractice: isPractice ?? (() => false),
  }
}

function registerName(field: string, rule: FieldRule): string {
  return typeof rule === 'string' ? field : rule.together
}

function mergeRule(rule: FieldRule): MergeRule {
  return typeof rule === 'string' ? rule : rule.rule
}
