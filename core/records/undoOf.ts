/**
 * Taking an act back: for each record it touched, what is still as the act left it becomes what it was before. What was
 * changed since stays, field by field (SPEC.md, [UN…]).
 */
import type { MergePlan, Register } from './mergePlan'
import type { Change, Operation, Stamp } from './operation'
import type { ElementStamps, RecordState, VersionStamps } from './recordState'
import { liveAdditions, type SetChange } from './registers/addWinsSet'
import { type MapChange, stampOfKey } from './registers/keyedMap'
import { versionsOf } from './registers/multiValue'
import { CHANGED_AT } from './sameValue'

type Fields = Record<string, unknown>

/** Why something of an act stays. */
export type Stays =
  /** A fact, which nobody can take back. */
  | 'fact'
  /** The record came in with the act and somebody has worked on it since. */
  | 'worked-on-since'
  /** A later import has it as it is. */
  | 'confirmed-since'
  /** These fields were changed since. */
  | 'changed-since'

export interface UndoOfRecord {
  table: string
  key: string
  /** Null when nothing of the record is taken back. */
  change: Change | null
  stays: Stays | null
}

/** What is known when an act is taken back from one record. */
export interface UndoInput {
  /** What the act did to the record. */
  operation: Operation
  /** Stamps by which what the act did stands: its own, and those of acts that did it again after it was taken back. */
  own: ReadonlySet<Stamp>
  /** Of acts that were taken back from this record, and of those that took them back: together they changed nothing. */
  neutral: ReadonlySet<Stamp>
  /** The record's state as it is kept. */
  now: RecordState
  /** The same without what is neutral: it tells whose work stands. */
  standing: RecordState
  /** The state before the act, without what is neutral; undefined when the act brought the record in. */
  before: RecordState | undefined
  /** What later imports, not taken back, found in the record as their files have it; null when none met it. */
  confirmed: Confirmed | null
}

/** Fields, or all of them. */
export type Confirmed = 'all' | ReadonlySet<string>

export function undoOf(plan: MergePlan, input: UndoInput): UndoOfRecord {
  const { operation, own, before, standing, now, confirmed } = input
  const { table, key } = operation
  const result = (change: Omit<Change, 'table' | 'key'> | null, stays: Stays | null): UndoOfRecord => ({
    table,
    key,
    change: change && { table, key, ...change },
    stays,
  })
  if (plan.isFact && !plan.isPractice(now.fields)) return result(null, 'fact')
  if (operation.tombstone === true) {
    const isOwnRemoval = standing.removal !== null && own.has(standing.removal.stamp)
    return now.removal?.gone && isOwnRemoval ? result({ tombstone: false }, null) : result(null, 'changed-since')
  }
  if (before === undefined || before.removal?.gone) {
    if (now.removal?.gone) return result(null, 'changed-since')
    if (!isWhollyOf(plan, input)) return result(null, 'worked-on-since')
    if (confirmed) return result(null, 'confirmed-since')
    // What the record was when it was removed before is what comes back if that removal is taken back.
    const fields = before && !plan.isFact ? fieldsBack(plan, input, before).change : {}
    return result({ ...fields, tombstone: true }, null)
  }
  const { change, stays } = fieldsBack(plan, input, before)
  return result(Object.keys(change).length > 0 ? change : null, stays)
}

/** What puts the registers back that the act wrote and nobody since; why some stay, if they do. */
function fieldsBack(plan: MergePlan, input: UndoInput, before: RecordState) {
  const set: Fields = {}
  const unset: string[] = []
  const why = new Set<Stays>()
  for (const register of registersOf(plan, input.operation)) {
    // It says when, and follows whatever else is taken back.
    if (register.name === CHANGED_AT) continue
    const back = takeBack(register, input, before)
    if (back === null) why.add('changed-since')
    else if (isConfirmed(register, input.confirmed)) why.add('confirmed-since')
    else {
      Object.assign(set, back.set)
      unset.push(...back.unset)
    }
  }
  const change = { ...(Object.keys(set).length > 0 && { set }), ...(unset.length > 0 && { unset }) }
  const stays: Stays | null = why.has('changed-since') ? 'changed-since' : (why.values().next().value ?? null)
  return { change, stays }
}

function isConfirmed({ fields }: Register, confirmed: Confirmed | null): boolean {
  return confirmed === 'all' || (confirmed !== null && fields.some((field) => confirmed.has(field)))
}

function registersOf(plan: MergePlan, { set, unset }: Operation): Register[] {
  const named = [...Object.keys(set ?? {}), ...(unset ?? [])].map(
    (field): Register => plan.registers.get(field) ?? { name: field, rule: 'last-writer', fields: [field] },
  )
  return [...new Map(named.map((register) => [register.name, register])).values()]
}

interface Back {
  set: Fields
  unset: string[]
}

/** Null when the register was changed since. */
function takeBack(register: Register, input: UndoInput, before: RecordState): Back | null {
  const { name, rule, fields } = register
  const { own, now, standing } = input
  if (rule === 'add-wins-set') return takeBackSet(name, input, before)
  if (rule === 'keyed-map') return takeBackMap(name, input, before)
  if (rule === 'multi-value') {
    const versions = versionsOf(fieldsOf(register, now), now.stamps?.[name] as VersionStamps | undefined, now.stamp)
    const replaced = versions.live.map(([each]) => each).filter((each) => isTakenBack(input, each))
    if (replaced.length === 0) return null
    return { set: { [name]: { value: fieldsOf(register, before) ?? {}, over: replaced } }, unset: [] }
  }
  const written = (standing.stamps?.[name] as Stamp | undefined) ?? standing.stamp
  if (!own.has(written)) return null
  const back: Back = { set: {}, unset: [] }
  for (const field of fields) {
    if (Object.hasOwn(before.fields, field)) back.set[field] = before.fields[field]
    else back.unset.push(field)
  }
  return back
}

function takeBackSet(name: string, input: UndoInput, before: RecordState): Back | null {
  const { operation, now } = input
  const { add = [], remove = {} } = (operation.set?.[name] ?? {}) as SetChange
  const elements = (now.fields[name] as string[] | undefined) ?? []
  const had = (before.fields[name] as string[] | undefined) ?? []
  const byElement = now.stamps?.[name] as Record<string, ElementStamps> | undefined
  const gone: Record<string, Stamp[]> = {}
  for (const element of add) {
    const live = elements.includes(element) ? liveAdditions(element, byElement, now.stamp) : []
    const own = live.filter((each) => isTakenBack(input, each))
    if (own.length > 0 && !had.includes(element)) gone[element] = own
  }
  const again = Object.keys(remove).filter((element) => had.includes(element) && !elements.includes(element))
  if (Object.keys(gone).length === 0 && again.length === 0) return add.length > 0 ? null : { set: {}, unset: [] }
  const back = { ...(again.length > 0 && { add: again }), ...(Object.keys(gone).length > 0 && { remove: gone }) }
  return { set: { [name]: back }, unset: [] }
}

function takeBackMap(name: string, input: UndoInput, before: RecordState): Back | null {
  const { operation, own, standing } = input
  const { put = {}, drop = [] } = (operation.set?.[name] ?? {}) as MapChange
  const value = standing.fields[name] as Fields | undefined
  const had = (before.fields[name] as Fields | undefined) ?? {}
  const byKey = standing.stamps?.[name] as Record<string, Stamp> | undefined
  const back = [...Object.keys(put), ...drop].filter((key) => {
    const written = stampOfKey(key, value, byKey, standing.stamp)
    return written !== null && own.has(written)
  })
  if (back.length === 0) return null
  const again = back.filter((key) => Object.hasOwn(had, key))
  const gone = back.filter((key) => !Object.hasOwn(had, key))
  const change = {
    ...(again.length > 0 && { put: Object.fromEntries(again.map((key) => [key, had[key]])) }),
    ...(gone.length > 0 && { drop: gone }),
  }
  return { set: { [name]: change }, unset: [] }
}

/** Whether a transaction goes with this: it is the act's, or stands for nothing. */
function isTakenBack({ own, neutral }: UndoInput, each: Stamp): boolean {
  return own.has(each) || neutral.has(each)
}

function fieldsOf({ fields }: Register, state: RecordState): Fields | undefined {
  const given = fields.filter((field) => Object.hasOwn(state.fields, field))
  return given.length === 0 ? undefined : Object.fromEntries(given.map((field) => [field, state.fields[field]]))
}

/**
 * Whether nobody but this act wrote anything of the record that stands. What was there before the record was gone does
 * not count.
 */
function isWhollyOf(plan: MergePlan, { own, standing, before }: UndoInput): boolean {
  const known = new Set(before ? stampsIn(plan, before) : [])
  return stampsIn(plan, standing).every((each) => own.has(each) || known.has(each))
}

/** Every stamp that stands for something of the record. */
function stampsIn(plan: MergePlan, { stamp, stamps, fields }: RecordState): Stamp[] {
  const all: Stamp[] = [stamp]
  for (const [name, each] of Object.entries(stamps ?? {})) {
    const rule = plan.registers.get(name)?.rule ?? 'last-writer'
    if (rule === 'add-wins-set') {
      for (const [element, [added, removed]] of Object.entries(each as Record<string, ElementStamps>)) {
        const stands = (fields[name] as string[] | undefined)?.includes(element)
        if (stands) all.push(...added.filter((one) => !removed.includes(one)))
      }
    } else if (rule === 'keyed-map') all.push(...Object.values(each as Record<string, Stamp>))
    else if (rule === 'multi-value') all.push(...(each as VersionStamps).live.map(([one]) => one))
    else all.push(each as Stamp)
  }
  return all
}
