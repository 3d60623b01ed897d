/** What really changed: a record as it is to be, against the one that is there, as the change that operations carry. */
import type { MergePlan, Register } from './mergePlan'
import type { Change, Stamp } from './operation'
import { type ElementStamps, type RecordState, STAMPS, type VersionStamps } from './recordState'
import { knownAdditions } from './registers/addWinsSet'
import { versionsOf } from './registers/multiValue'
import { CHANGED_AT, sameValue } from './sameValue'

type Fields = Record<string, unknown>

/**
 * @param fields what the record is to hold: `undefined` takes a field out
 * @param whole whether fields that are not named go as well
 * @returns null when nothing would change
 */
export function differenceOf(
  plan: MergePlan,
  key: string,
  state: RecordState | undefined,
  fields: Fields,
  whole: boolean,
): Change | null {
  const { table, keyField } = plan
  const isThere = state !== undefined && !state.removal?.gone
  const before = state?.fields ?? {}
  // Who makes a record that was removed says all of it, so that it stands whatever becomes of what made it before.
  const isSame = isThere || !whole ? sameValue : areBothMissing
  const set: Fields = {}
  const unset: string[] = []
  const names = new Set(Object.keys(fields))
  if (whole) for (const name in before) names.add(name)
  names.delete(keyField)
  // A row that was read and is written back brings its stamps along.
  names.delete(STAMPS)
  const done = new Set<Register>()
  for (const name of names) {
    const register = plan.registers.get(name)
    if (!register || (register.rule === 'last-writer' && register.fields.length === 1)) {
      if (isSame(before[name], fields[name])) continue
      if (fields[name] === undefined) unset.push(name)
      else set[name] = fields[name]
      continue
    }
    if (done.has(register)) continue
    done.add(register)
    const change = registerChange(register, state, before, fields, whole, isSame)
    if (change === null) continue
    if (register.rule !== 'last-writer') {
      set[register.name] = change
      continue
    }
    for (const [field, value] of Object.entries(change)) {
      if (value === undefined) unset.push(field)
      else set[field] = value
    }
  }
  const changed = [...Object.keys(set), ...unset]
  if (isThere && changed.every((name) => name === CHANGED_AT)) return null
  return {
    table,
    key,
    ...(Object.keys(set).length > 0 && { set }),
    ...(unset.length > 0 && { unset }),
    ...(state?.removal?.gone && { tombstone: false }),
  }
}

/** What an operation says of a register of several fields, or of one with a form of its own; null when it stays. */
function registerChange(
  register: Register,
  state: RecordState | undefined,
  before: Fields,
  fields: Fields,
  whole: boolean,
  isSame: typeof sameValue,
): Fields | null {
  const { name, rule, fields: names } = register
  const whereGiven = (field: string) => (whole || Object.hasOwn(fields, field) ? fields[field] : before[field])
  const after = Object.fromEntries(names.map((field) => [field, whereGiven(field)]))
  if (names.every((field) => isSame(before[field], after[field]))) return null
  const stamps = state?.stamps?.[name]
  if (rule === 'last-writer') return after
  if (rule === 'add-wins-set') {
    const old = (before[name] as string[] | undefined) ?? []
    return setDifference(old, (after[name] as string[] | undefined) ?? [], isSame, (element) =>
      knownAdditions(element, stamps as Record<string, ElementStamps> | undefined, state?.stamp ?? ''),
    )
  }
  if (rule === 'keyed-map') return mapDifference((before[name] as Fields) ?? {}, (after[name] as Fields) ?? {}, isSame)
  const value = Object.fromEntries(names.filter((each) => Object.hasOwn(before, each)).map((each) => [each, before[each]]))
  const { live, over } = versionsOf(
    Object.keys(value).length > 0 ? value : undefined,
    stamps as VersionStamps | undefined,
    state?.stamp ?? '',
  )
  const given = Object.fromEntries(Object.entries(after).filter(([, each]) => each !== undefined))
  // Those too that were replaced before, so that this stands whatever becomes of what replaced them.
  return { value: given, over: [...new Set([...live.map(([stamp]) => stamp), ...over])].sort() }
}

function setDifference(
  before: readonly string[],
  after: readonly string[],
  isSame: typeof sameValue,
  additionsOf: (element: string) => Stamp[],
): Fields {
  const add = [...new Set(after)].filter((element) => !isSame(before.includes(element) ? element : undefined, element))
  const gone = before.filter((element) => !after.includes(element))
  return {
    ...((add.length > 0 || gone.length === 0) && { add }),
    ...(gone.length > 0 && { remove: Object.fromEntries(gone.map((element) => [element, additionsOf(element)])) }),
  }
}

function mapDifference(before: Fields, after: Fields, isSame: typeof sameValue): Fields {
  const put = Object.entries(after).filter(([key, value]) => value !== undefined && !isSame(before[key], value))
  const drop = Object.keys(before).filter((key) => after[key] === undefined)
  return {
    ...((put.length > 0 || drop.length === 0) && { put: Object.fromEntries(put) }),
    ...(drop.length > 0 && { drop }),
  }
}

function areBothMissing(one: unknown, other: unknown): boolean {
  return one === undefined && other === undefined
}
