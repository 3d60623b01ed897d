/** What really changed: a record as it is to be, against the one that is there, as the change that operations carry. */
import { madeAgain } from './madeAgain'
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
  if (whole && state?.removal?.gone) return madeAgain(plan, key, state, fields)
  const isThere = state !== undefined && !state.removal?.gone
  const before = state?.fields ?? NOTHING
  const set: Fields = {}
  const unset: string[] = []
  let done: Set<Register> | null = null
  const write = (field: string, value: unknown) => {
    if (value === undefined) unset.push(field)
    else set[field] = value
  }
  const compare = (name: string) => {
    // A row that was read and is written back brings its stamps along.
    if (name === keyField || name === STAMPS || sameValue(before[name], fields[name])) return
    const register = plan.registers.get(name)
    if (!register || (register.rule === 'last-writer' && register.fields.length === 1)) {
      write(name, fields[name])
      return
    }
    done ??= new Set()
    if (done.has(register)) return
    done.add(register)
    const after = (field: string) => (whole || Object.hasOwn(fields, field) ? fields[field] : before[field])
    if (register.rule === 'last-writer') for (const field of register.fields) write(field, after(field))
    else set[register.name] = registerChange(register, state, before, after)
  }
  for (const name in fields) compare(name)
  if (whole) for (const name in before) if (!Object.hasOwn(fields, name)) compare(name)
  if (isThere && changesNothing(set, unset)) return null
  return {
    table,
    key,
    ...(hasAny(set) && { set }),
    ...(unset.length > 0 && { unset }),
    ...(state?.removal?.gone && { tombstone: false }),
  }
}

const NOTHING: Fields = {}

function changesNothing(set: Fields, unset: readonly string[]): boolean {
  for (const name in set) if (name !== CHANGED_AT) return false
  return unset.every((name) => name === CHANGED_AT)
}

function hasAny(set: Fields): boolean {
  for (const _name in set) return true
  return false
}

/** What an operation says of a register with a form of its own, of which a field differs. */
function registerChange(
  { name, rule, fields: names }: Register,
  state: RecordState | undefined,
  before: Fields,
  after: (field: string) => unknown,
): Fields {
  const stamps = state?.stamps?.[name]
  if (rule === 'add-wins-set') {
    const old = (before[name] as string[] | undefined) ?? []
    const additionsOf = (element: string) =>
      knownAdditions(element, stamps as Record<string, ElementStamps> | undefined, state?.stamp ?? '')
    return setDifference(old, (after(name) as string[] | undefined) ?? [], additionsOf)
  }
  if (rule === 'keyed-map') return mapDifference((before[name] as Fields) ?? {}, (after(name) as Fields) ?? {})
  const value = Object.fromEntries(names.filter((each) => Object.hasOwn(before, each)).map((each) => [each, before[each]]))
  const { live, over } = versionsOf(
    Object.keys(value).length > 0 ? value : undefined,
    stamps as VersionStamps | undefined,
    state?.stamp ?? '',
  )
  const given = names.map((each) => [each, after(each)] as const).filter(([, each]) => each !== undefined)
  // Those too that were replaced before, so that this stands whatever becomes of what replaced them.
  return { value: Object.fromEntries(given), over: [...new Set([...live.map(([stamp]) => stamp), ...over])].sort() }
}

function setDifference(before: readonly string[], after: readonly string[], additionsOf: (element: string) => Stamp[]): Fields {
  if (before.length === 0) return { add: after.length > 1 ? [...new Set(after)] : [...after] }
  const add = [...new Set(after)].filter((element) => !before.includes(element))
  const gone = before.filter((element) => !after.includes(element))
  return {
    ...((add.length > 0 || gone.length === 0) && { add }),
    ...(gone.length > 0 && { remove: Object.fromEntries(gone.map((element) => [element, additionsOf(element)])) }),
  }
}

function mapDifference(before: Fields, after: Fields): Fields {
  const put = Object.entries(after).filter(([key, value]) => value !== undefined && !sameValue(before[key], value))
  const drop = Object.keys(before).filter((key) => after[key] === undefined)
  return {
    ...((put.length > 0 || drop.length === 0) && { put: Object.fromEntries(put) }),
    ...(drop.length > 0 && { drop }),
  }
}
