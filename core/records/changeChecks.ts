/** What operations may say of the fields of a table, each in the form of its merge rule. */
import { z } from 'zod'
import type { Register } from './mergePlan'
import { isSetChange } from './registers/addWinsSet'
import { isMapChange } from './registers/keyedMap'
import { isVersionChange } from './registers/multiValue'
import { type ValueCheck, valueCheckOf } from './valueCheck'

/** By field, and by register where operations name that: whether a change has values that the schema takes. */
export function changeChecksOf(schema: z.ZodType, registers: ReadonlyMap<string, Register>): ReadonlyMap<string, ValueCheck> {
  const checks = new Map<string, ValueCheck>()
  // Where records have several forms, only a whole record says which of them it has.
  if (!(schema instanceof z.ZodObject)) return checks
  const shape = schema.shape as Record<string, z.ZodType>
  for (const [field, of] of Object.entries(shape)) {
    const rule = registers.get(field)?.rule
    if (rule === 'add-wins-set') checks.set(field, setCheck(of))
    else if (rule === 'keyed-map') checks.set(field, mapCheck(of))
    // Versions are written whole, under the name of their register.
    else checks.set(field, rule === 'multi-value' ? () => false : valueCheckOf(of))
  }
  for (const { name, rule } of registers.values()) if (rule === 'multi-value') checks.set(name, versionCheck(shape))
  return checks
}

function setCheck(schema: z.ZodType): ValueCheck {
  const check = valueCheckOf(schema)
  return (change) => isSetChange(change) && (change.add === undefined || check(change.add))
}

function mapCheck(schema: z.ZodType): ValueCheck {
  const map = schema instanceof z.ZodOptional ? schema.unwrap() : schema
  if (map instanceof z.ZodObject) {
    const check = partsCheck(map.shape as Record<string, z.ZodType>)
    return (change) => isMapChange(change) && (change.put === undefined || check(change.put))
  }
  const check = valueCheckOf(map)
  return (change) => isMapChange(change) && (change.put === undefined || check(change.put))
}

function versionCheck(shape: Record<string, z.ZodType>): ValueCheck {
  const check = partsCheck(shape)
  return (change) => isVersionChange(change) && check(change.value)
}

/** Of those fields that are there. */
function partsCheck(shape: Record<string, z.ZodType>): (parts: Record<string, unknown>) => boolean {
  const checks = new Map(Object.entries(shape).map(([name, schema]) => [name, valueCheckOf(schema)]))
  return (parts) => Object.entries(parts).every(([name, value]) => checks.get(name)?.(value) ?? true)
}
