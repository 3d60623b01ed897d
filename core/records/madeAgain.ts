/**
 * A record that was removed and is made again: the change says all of it, and takes out all that anybody ever put in, so
 * that the record stands as it is made whatever becomes of the acts that made it before.
 */
import type { MergePlan, Register } from './mergePlan'
import type { Change } from './operation'
import { type ElementStamps, type RecordState, STAMPS, type VersionStamps } from './recordState'
import { knownAdditions } from './registers/addWinsSet'
import { versionsOf } from './registers/multiValue'

type Fields = Record<string, unknown>

/** @param fields what the record is to hold */
export function madeAgain(plan: MergePlan, key: string, state: RecordState, fields: Fields): Change {
  const set: Fields = {}
  const unset: string[] = []
  for (const register of registersIn(plan, state, fields)) {
    const { name, rule } = register
    if (rule === 'add-wins-set') set[name] = setOf(register, state, fields)
    else if (rule === 'keyed-map') set[name] = mapOf(register, state, fields)
    else if (rule === 'multi-value') set[name] = versionOf(register, state, fields)
    else {
      for (const field of register.fields) {
        if (fields[field] === undefined) unset.push(field)
        else set[field] = fields[field]
      }
    }
  }
  const { table } = plan
  return { table, key, set, ...(unset.length > 0 && { unset }), tombstone: false }
}

/** Registers that the record is to have, and those that anybody has written. */
function registersIn(plan: MergePlan, state: RecordState, fields: Fields): Iterable<Register> {
  const given = Object.keys(fields).filter((field) => fields[field] !== undefined)
  const names = new Set([...given, ...Object.keys(state.fields), ...Object.keys(state.stamps ?? {})])
  names.delete(plan.keyField)
  names.delete(STAMPS)
  const registers = new Map<string, Register>()
  for (const name of names) {
    const together = plan.together.find((register) => register.name === name)
    const register = plan.registers.get(name) ?? together ?? { name, rule: 'last-writer', fields: [name] }
    registers.set(register.name, register)
  }
  return registers.values()
}

function setOf({ name }: Register, state: RecordState, fields: Fields): Fields {
  const byElement = state.stamps?.[name] as Record<string, ElementStamps> | undefined
  const add = [...new Set(fields[name] as string[] | undefined)]
  const known = [...((state.fields[name] as string[] | undefined) ?? []), ...Object.keys(byElement ?? {})]
  const gone = [...new Set(known)].filter((element) => !add.includes(element))
  const remove = gone.map((element) => [element, knownAdditions(element, byElement, state.stamp)])
  return { add, ...(remove.length > 0 && { remove: Object.fromEntries(remove) }) }
}

function mapOf({ name }: Register, state: RecordState, fields: Fields): Fields {
  const put = (fields[name] as Fields | undefined) ?? {}
  const known = [...Object.keys(state.fields[name] ?? {}), ...Object.keys(state.stamps?.[name] ?? {})]
  const drop = [...new Set(known)].filter((each) => !Object.hasOwn(put, each))
  return { put, ...(drop.length > 0 && { drop }) }
}

function versionOf({ name, fields: names }: Register, state: RecordState, fields: Fields): Fields {
  const valueIn = (all: Fields) =>
    Object.fromEntries(names.flatMap((each) => (all[each] === undefined ? [] : [[each, all[each]]])))
  const { live, over } = versionsOf(valueIn(state.fields), state.stamps?.[name] as VersionStamps | undefined, state.stamp)
  return { value: valueIn(fields), over: [...new Set([...live.map(([stamp]) => stamp), ...over])].sort() }
}
