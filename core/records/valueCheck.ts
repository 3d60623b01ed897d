/**
 * Whether a value fits a schema, as a function that is fast where schemas cannot be compiled: a page whose rules forbid
 * making code out of text checks 100,000 rows of an import with these. The answer is the schema's own.
 */
import { z } from 'zod'

export type ValueCheck = (value: unknown) => boolean

/** What is not known here is left to the schema itself. */
export function valueCheckOf(schema: z.core.$ZodType): ValueCheck {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return withChecks(schema, def, isText, textCheck)
    case 'number':
      return withChecks(schema, def, isNumber, numberCheck)
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'unknown':
      return () => true
    case 'enum': {
      const entries = new Set<unknown>(Object.values(def.entries))
      return (value) => entries.has(value)
    }
    case 'nullable': {
      const inner = valueCheckOf(def.innerType)
      return (value) => value === null || inner(value)
    }
    case 'optional': {
      const inner = valueCheckOf(def.innerType)
      return (value) => value === undefined || inner(value)
    }
    case 'array': {
      const element = valueCheckOf(def.element)
      return withChecks(schema, def, (value) => Array.isArray(value) && value.every(element), lengthCheck)
    }
    case 'literal': {
      const values = new Set<unknown>(def.values)
      return (value) => values.has(value)
    }
    case 'record':
      return isAnyRecord(def) ? (value) => z.core.util.isPlainObject(value) : bySchema(schema)
    case 'object': {
      const others = def.catchall?._zod.def.type
      if (def.checks?.length || (others && others !== 'unknown' && others !== 'never')) return bySchema(schema)
      const check = objectCheck(def.shape)
      return others === 'never' ? (value) => check(value) && hasNoOthers(value as object, def.shape) : check
    }
    default:
      return bySchema(schema)
  }
}

function bySchema(schema: z.core.$ZodType): ValueCheck {
  return (value) => z.safeParse(schema, value).success
}

/** Of whatever names and values. */
function isAnyRecord({ keyType, valueType, checks, mode }: z.core.$ZodRecordDef): boolean {
  const { type, checks: ofKeys } = keyType._zod.def
  return !checks?.length && !mode && type === 'string' && !ofKeys?.length && valueType._zod.def.type === 'unknown'
}

function hasNoOthers(value: object, shape: object): boolean {
  for (const name in value) if (!Object.hasOwn(shape, name)) return false
  return true
}

function objectCheck(shape: Readonly<Record<string, z.core.$ZodType>>): ValueCheck {
  const fields = Object.entries(shape).map(([name, schema]) => [name, valueCheckOf(schema)] as const)
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    for (const [name, check] of fields) if (!check((value as Record<string, unknown>)[name])) return false
    return true
  }
}

/** `of` gives null for a check that it does not know; then the schema answers. */
function withChecks(
  schema: z.core.$ZodType,
  def: z.core.$ZodTypeDef,
  isOfType: ValueCheck,
  of: (check: z.core.$ZodChecks['_zod']['def']) => ((value: never) => boolean) | null,
): ValueCheck {
  // A format of its own, such as an e-mail address, is more than a type.
  if ('check' in def) return bySchema(schema)
  const checks = (def.checks ?? []).map((check) => of((check as z.core.$ZodChecks)._zod.def)) as (ValueCheck | null)[]
  if (checks.includes(null)) return bySchema(schema)
  const [first, ...others] = checks as ValueCheck[]
  if (!first) return isOfType
  if (others.length === 0) return (value) => isOfType(value) && first(value)
  return (value) => isOfType(value) && first(value) && others.every((check) => check(value))
}

function textCheck(def: z.core.$ZodChecks['_zod']['def']): ((value: string) => boolean) | null {
  if (def.check === 'string_format' && def.format === 'regex') {
    const { pattern } = def as z.core.$ZodCheckRegexDef
    // A pattern that remembers where it stopped is not one question.
    return pattern.global || pattern.sticky ? null : (value) => pattern.test(value)
  }
  return lengthCheck(def)
}

function lengthCheck(def: z.core.$ZodChecks['_zod']['def']): ((value: { length: number }) => boolean) | null {
  if (def.check === 'min_length') return ({ length }) => length >= def.minimum
  return def.check === 'max_length' ? ({ length }) => length <= def.maximum : null
}

function numberCheck(def: z.core.$ZodChecks['_zod']['def']): ((value: number) => boolean) | null {
  if (def.check === 'number_format') return def.format === 'safeint' ? Number.isSafeInteger : null
  if (def.check !== 'greater_than' && def.check !== 'less_than') return null
  const { value: limit, inclusive } = def
  if (typeof limit !== 'number') return null
  if (def.check === 'greater_than') return inclusive ? (value) => value >= limit : (value) => value > limit
  return inclusive ? (value) => value <= limit : (value) => value < limit
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}
