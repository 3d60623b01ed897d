/**
 * Taking an act back, or doing it again: for each record it touched, what stands by the act and nobody since becomes what
 * it is when the other acts that stand are done without it, or with it. What was changed since stays, field by field
 * (SPEC.md, [UN…]).
 */
import { differenceOf } from './differenceOf'
import { isShown } from './isShown'
import type { MergePlan, Register } from './mergePlan'
import type { Change, Operation, Stamp } from './operation'
import type { RecordState, VersionStamps } from './recordState'
import type { SetChange } from './registers/addWinsSet'
import { type MapChange, stampOfKey } from './registers/keyedMap'
import { versionsOf } from './registers/multiValue'
import { setBack } from './registers/setBack'
import { CHANGED_AT, sameValue } from './sameValue'

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
  /**
   * Null when the record stays as it is because of somebody else's work. A change that sets nothing says that the act is
   * taken back from the record, where others have undone already what it did.
   */
  change: Change | null
  stays: Stays | null
}

/** Whether anything of the record changes. */
export function hasEffect({ change }: UndoOfRecord): boolean {
  return change?.set !== undefined || change?.unset !== undefined || change?.tombstone !== undefined
}

/** What is known when an act is taken back from one record, or done again on it. */
export interface UndoInput {
  /** What the act did to the record. */
  operation: Operation
  /** The act's own stamp. */
  stamp: Stamp
  /** Whether the act is done again. */
  again: boolean
  /** The record's state as it is kept. */
  now: RecordState
  /** What the acts before this one that stand have made of the record. */
  before: RecordState | undefined
  /** Whether the record was not there when the act was done. */
  isNew: boolean
  /** What all acts that stand make of it, this one among them. */
  withAct: RecordState
  /** The same without this act. */
  withoutAct: RecordState | undefined
  /** Whether an act that stands has touched the record since. */
  isWorkedOn: boolean
  /** What later imports, not taken back, found in the record as their files have it; null when none met it. */
  confirmed: Confirmed | null
}

/** Fields, or all of them. */
export type Confirmed = 'all' | ReadonlySet<string>

type ChangeOfRecord = Omit<Change, 'table' | 'key'>

export function undoOf(plan: MergePlan, input: UndoInput): UndoOfRecord {
  const { table, key } = input.operation
  const [change, stays] = outcomeOf(plan, input)
  return { table, key, change: change && { table, key, ...change }, stays }
}

/** Nothing has to change, because others have brought it about. */
const VOID: [ChangeOfRecord, null] = [{}, null]

function outcomeOf(plan: MergePlan, input: UndoInput): [ChangeOfRecord | null, Stays | null] {
  const { operation, again, now, isNew, before, isWorkedOn, confirmed } = input
  if (plan.isFact && !plan.isPractice(now.fields)) return [null, 'fact']
  const removes = operation.tombstone === true
  if (!removes && !isNew) return fieldsOutcome(plan, input)
  const isThere = now.removal?.gone !== true
  const takesOut = !removes && !again
  if (takesOut && !isThere) return VOID
  // What came in with the act goes with it, unless others had brought it in; what was worked on since is seen below.
  const target = takesOut ? before : targetOf(input)
  const isWanted = target !== undefined && isShown(plan, target)
  if (isThere && isWanted) {
    if (!removes) return fieldsOutcome(plan, input)
    return again ? [null, 'changed-since'] : VOID
  }
  if (isThere === isWanted) return VOID
  if (isWanted) return [{ ...wholeOf(plan, input), tombstone: false }, null]
  if (isWorkedOn) return [null, 'worked-on-since']
  return !again && confirmed ? [null, 'confirmed-since'] : [{ tombstone: true }, null]
}

function fieldsOutcome(plan: MergePlan, input: UndoInput): [ChangeOfRecord | null, Stays | null] {
  const { change, stays } = fieldsOf(plan, input)
  if (stays === null) return [change, null]
  return [Object.keys(change).length > 0 ? change : null, stays]
}

/** What the record is to be: as the acts that stand make it, with this one or without it. */
function targetOf({ again, withAct, withoutAct }: UndoInput): RecordState | undefined {
  return again ? withAct : withoutAct
}

/** A record that comes back is what the acts that stand make of it, whatever it was when it went. */
function wholeOf(plan: MergePlan, input: UndoInput): ChangeOfRecord {
  const target = targetOf(input)
  if (plan.isFact || !target) return {}
  const difference = differenceOf(plan, input.operation.key, { ...input.now, removal: null }, target.fields, true)
  const { set, unset } = difference ?? {}
  return { ...(set && { set }), ...(unset && { unset }) }
}

/** What makes the registers that the act wrote those that are wanted; why some stay, if they do. */
function fieldsOf(plan: MergePlan, input: UndoInput) {
  const target = targetOf(input)
  const set: Fields = {}
  const unset: string[] = []
  const why = new Set<Stays>()
  if (target) {
    for (const register of registersOf(plan, input.operation)) {
      // It says when, and follows whatever else is changed.
      if (register.name === CHANGED_AT) continue
      const back = registerBack(register, input, target)
      if (back.stays) why.add('changed-since')
      if (isConfirmed(register, input) && (back.set || back.unset?.length)) why.add('confirmed-since')
      else {
        Object.assign(set, back.set)
        unset.push(...(back.unset ?? []))
      }
    }
  }
  const change: ChangeOfRecord = { ...(Object.keys(set).length > 0 && { set }), ...(unset.length > 0 && { unset }) }
  const stays: Stays | null = why.has('changed-since') ? 'changed-since' : (why.values().next().value ?? null)
  return { change, stays }
}

/** Whether a later import has the register as it is. What is done again is nobody's loss. */
function isConfirmed({ fields }: Register, { confirmed, again }: UndoInput): boolean {
  if (again || confirmed === null) return false
  return confirmed === 'all' || fields.some((field) => confirmed.has(field))
}

function registersOf(plan: MergePlan, { set, unset }: Operation): Register[] {
  const named = [...Object.keys(set ?? {}), ...(unset ?? [])].map(
    (field): Register => plan.registers.get(field) ?? { name: field, rule: 'last-writer', fields: [field] },
  )
  return [...new Map(named.map((register) => [register.name, register])).values()]
}

interface Back {
  set?: Fields
  unset?: string[]
  /** Whether something of the act was changed since, and so stays as it is. */
  stays: boolean
}

function registerBack(register: Register, input: UndoInput, target: RecordState): Back {
  const { name, rule } = register
  const { operation, now } = input
  if (rule === 'add-wins-set') {
    const back = setBack(name, operation.set?.[name] as SetChange | undefined, now, target)
    const set = back && { [name]: back }
    return { ...(set && { set }), stays: isOthersElement(name, input, target) }
  }
  if (rule === 'keyed-map') return mapBack(name, input, target)
  if (rule === 'multi-value') return versionBack(register, input, target)
  return lastWriterBack(register, input, target)
}

function lastWriterBack({ name, fields }: Register, input: UndoInput, target: RecordState): Back {
  const { stamp, now, withAct, again, before } = input
  const isAsWanted = (state: RecordState | undefined) =>
    fields.every((field) => sameValue(now.fields[field], state?.fields[field]))
  const written = (withAct.stamps?.[name] as Stamp | undefined) ?? withAct.stamp
  if (written !== stamp) return { stays: !isAsWanted(again ? target : before) }
  if (isAsWanted(target)) return { stays: false }
  const present = fields.filter((field) => Object.hasOwn(target.fields, field))
  const set = Object.fromEntries(present.map((field) => [field, target.fields[field]]))
  return { set, unset: fields.filter((field) => !present.includes(field)), stays: false }
}

/** Whether somebody else has put an element in as well that the act added. */
function isOthersElement(name: string, { operation, again, before }: UndoInput, target: RecordState): boolean {
  const { add = [] } = (operation.set?.[name] ?? {}) as SetChange
  const wanted = (target.fields[name] as string[] | undefined) ?? []
  const had = (before?.fields[name] as string[] | undefined) ?? []
  return !again && add.some((element) => wanted.includes(element) && !had.includes(element))
}

function mapBack(name: string, input: UndoInput, target: RecordState): Back {
  const { operation, stamp, now, withAct, again, before } = input
  const { put = {}, drop = [] } = (operation.set?.[name] ?? {}) as MapChange
  const [value, wanted, had, standing] = [now, target, before, withAct].map(
    (state) => (state?.fields[name] as Fields | undefined) ?? {},
  )
  const byKey = withAct.stamps?.[name] as Record<string, Stamp> | undefined
  const change: { put: Fields; drop: string[] } = { put: {}, drop: [] }
  let stays = false
  for (const key of [...Object.keys(put), ...drop]) {
    const isOwn = stampOfKey(key, standing, byKey, withAct.stamp) === stamp
    if (!isOwn) stays ||= !sameValue(value?.[key], (again ? wanted : had)?.[key])
    else if (sameValue(value?.[key], wanted?.[key])) continue
    else if (wanted && Object.hasOwn(wanted, key)) change.put[key] = wanted[key]
    else change.drop.push(key)
  }
  const isChange = Object.keys(change.put).length + change.drop.length > 0
  return { ...(isChange && { set: { [name]: change } }), stays }
}

function versionBack(register: Register, input: UndoInput, target: RecordState): Back {
  const { stamp, now, withAct, again, before } = input
  const live = (state: RecordState) =>
    versionsOf(versionIn(register, state), state.stamps?.[register.name] as VersionStamps | undefined, state.stamp).live
  const isAsWanted = (state: RecordState | undefined) => sameValue(versionIn(register, now), state && versionIn(register, state))
  if (!live(withAct).some(([each]) => each === stamp)) return { stays: !isAsWanted(again ? target : before) }
  const kept = new Set(live(target).map(([each]) => each))
  const over = live(now)
    .map(([each]) => each)
    .filter((each) => !kept.has(each))
  return { set: { [register.name]: { value: versionIn(register, target) ?? {}, over } }, stays: false }
}

function versionIn({ fields }: Register, state: RecordState): Fields | undefined {
  const given = fields.filter((field) => Object.hasOwn(state.fields, field))
  return given.length === 0 ? undefined : Object.fromEntries(given.map((field) => [field, state.fields[field]]))
}
