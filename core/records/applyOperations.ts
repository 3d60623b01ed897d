/**
 * The one function by which records change: what this installation does, what it receives, what is taken back and what is
 * restored. Any order, repetition or interleaving of the same operations gives the same records (SPEC.md, [OP…]).
 */

import type { MergePlan, Register } from './mergePlan'
import { type Operation, type Stamp, stampOf } from './operation'
import type { ElementStamps, RecordState, RegisterStamps, VersionStamps } from './recordState'
import { isSetChange, mergeSet, type SetChange } from './registers/addWinsSet'
import { isMapChange, type MapChange, mergeMap, sorted } from './registers/keyedMap'
import { isVersionChange, mergeVersions, type VersionChange } from './registers/multiValue'
import { sameValue } from './sameValue'
import { isNeverFilled, settle } from './settle'

/** States by table and key. */
export type States = Map<string, Map<string, RecordState>>
export type KnownStates = ReadonlyMap<string, ReadonlyMap<string, RecordState>>

/** An operation that says something which its table does not allow; it changes nothing and is shown. */
export interface Refused {
  operation: Operation
  reason: 'no-such-form' | 'part-of-together' | 'fact-changed' | 'invalid-value'
}

export interface Applied {
  /** The states that the operations touched; those given are left as they are. */
  changed: States
  refused: Refused[]
  /** Of tables that a newer version declares. They are kept in the log and applied once this program knows them. */
  unknown: Operation[]
}

/** @param known the states before; operations on records that it does not hold begin them */
export function applyOperations(
  plans: ReadonlyMap<string, MergePlan>,
  known: KnownStates,
  operations: Iterable<Operation>,
): Applied {
  const changed: States = new Map()
  const refused: Refused[] = []
  const unknown: Operation[] = []
  let table: string | null = null
  let plan: MergePlan | undefined
  let states: Map<string, RecordState> = new Map()
  let before: ReadonlyMap<string, RecordState> | undefined
  let last: Operation | null = null
  let stamp: Stamp = ''
  for (const operation of operations) {
    if (operation.table !== table) {
      table = operation.table
      plan = plans.get(table)
      before = known.get(table)
      states = changed.get(table) ?? new Map()
      if (plan) changed.set(table, states)
    }
    if (!plan) {
      unknown.push(operation)
      continue
    }
    if (last === null || operation.t !== last.t || operation.actor !== last.actor) stamp = stampOf(operation)
    last = operation
    const reason = refusal(plan, operation)
    if (reason) {
      refused.push({ operation, reason })
      continue
    }
    const { key } = operation
    const own = states.get(key)
    if (own) {
      applyOne(plan, own, operation, stamp)
      continue
    }
    const given = before?.get(key)
    const state = given ? copyOf(given) : beginning(plan, key, stamp)
    states.set(key, state)
    if (given) applyOne(plan, state, operation, stamp)
    else beginWith(plan, state, operation, stamp)
  }
  for (const [name, touched] of changed) {
    const settled = plans.get(name)
    if (settled) for (const state of touched.values()) settle(settled, state)
  }
  return { changed, refused, unknown }
}

function copyOf(state: RecordState): RecordState {
  const { fields, stamp, stamps, removal, rivals } = state
  return { fields: { ...fields }, stamp, stamps: stamps && { ...stamps }, removal, rivals: rivals && [...rivals] }
}

function beginning({ keyField }: MergePlan, key: string, stamp: Stamp): RecordState {
  return { fields: { [keyField]: key }, stamp, stamps: null, removal: null, rivals: null }
}

/** The first operation on a record: nothing is there that it could lose against. */
function beginWith(plan: MergePlan, state: RecordState, operation: Operation, stamp: Stamp): void {
  const { set, unset, tombstone } = operation
  if (unset !== undefined || tombstone !== undefined || !set || plan.special.some(({ name }) => !beginsPlainly(set[name]))) {
    applyOne(plan, state, operation, stamp)
    return
  }
  const { fields } = state
  for (const field in set) {
    const rule = plan.special.length === 0 ? undefined : plan.registers.get(field)?.rule
    if (rule === 'add-wins-set') fields[field] = [...((set[field] as SetChange).add ?? [])].sort()
    else if (rule === 'keyed-map') fields[field] = sorted((set[field] as MapChange).put ?? {})
    else if (rule === 'multi-value') Object.assign(fields, (set[field] as VersionChange).value)
    else fields[field] = set[field]
  }
}

/** Whether a first change only adds: then the record's own stamp says all of it. */
function beginsPlainly(change: unknown): boolean {
  if (change === undefined) return true
  const { remove, drop, over } = change as SetChange & MapChange & Partial<VersionChange>
  return remove === undefined && drop === undefined && (over === undefined || over.length === 0)
}

function applyOne(plan: MergePlan, state: RecordState, operation: Operation, stamp: Stamp): void {
  const { set, unset, tombstone } = operation
  // Where no register says which stamp is that of most of the record, it is the latest, whichever came first.
  if (stamp > state.stamp && isUnstamped(plan, state)) state.stamp = stamp
  if (tombstone !== undefined && (!state.removal || stamp >= state.removal.stamp)) {
    state.removal = { stamp, gone: tombstone }
  }
  if (plan.isFact) {
    if (set) mergeFact(plan, state, set, stamp)
    return
  }
  const { fields } = state
  for (const field in set) {
    const register = plan.registers.get(field)
    if (register && register.rule !== 'last-writer') {
      mergeSpecial(state, register, set[field], stamp)
      continue
    }
    if (!mayWrite(state, register, field, stamp)) continue
    fields[field] = set[field]
    markWritten(state, register?.name ?? field, stamp)
  }
  if (unset) {
    for (const field of unset) {
      const register = plan.registers.get(field)
      if (!mayWrite(state, register, field, stamp)) continue
      delete fields[field]
      state.stamps ??= {}
      state.stamps[register?.name ?? field] = stamp
    }
  }
}

/** Whether nothing is known of it but that it is gone, or sets and maps in which nothing ever was. */
function isUnstamped({ keyField, registers }: MergePlan, { fields, stamps }: RecordState): boolean {
  for (const name in stamps) if (!isEmpty(stamps[name])) return false
  for (const field in fields) if (field !== keyField && !isNeverFilled(registers.get(field)?.rule, fields[field])) return false
  return true
}

function isEmpty(stamps: RegisterStamps | undefined): boolean {
  return typeof stamps === 'object' && Object.keys(stamps).length === 0
}

function mayWrite(state: RecordState, register: Register | undefined, field: string, stamp: Stamp): boolean {
  const written = state.stamps?.[register?.name ?? field]
  if (written !== undefined) return stamp >= (written as Stamp)
  if (stamp >= state.stamp) return true
  const { fields } = state
  if (!register || register.fields.length === 1) return !Object.hasOwn(fields, field)
  return !register.fields.some((each) => Object.hasOwn(fields, each))
}

function markWritten(state: RecordState, name: string, stamp: Stamp): void {
  if (state.stamps) state.stamps[name] = stamp
  else if (stamp !== state.stamp) state.stamps = { [name]: stamp }
}

function mergeSpecial(state: RecordState, { name, rule, fields: names }: Register, change: unknown, stamp: Stamp): void {
  const { fields } = state
  state.stamps ??= {}
  const stamps = state.stamps
  if (rule === 'add-wins-set') {
    const before = fields[name] as string[] | undefined
    const { value, byElement } = mergeSet(
      before,
      stamps[name] as Record<string, ElementStamps> | undefined,
      state.stamp,
      change as SetChange,
      stamp,
    )
    fields[name] = value
    stamps[name] = byElement
  } else if (rule === 'keyed-map') {
    const before = fields[name] as Record<string, unknown> | undefined
    const byKey = stamps[name] as Record<string, Stamp> | undefined
    const merged = mergeMap(before, byKey, state.stamp, change as MapChange, stamp)
    fields[name] = merged.value
    stamps[name] = merged.byKey
  } else {
    const before = names.some((each) => Object.hasOwn(fields, each))
      ? Object.fromEntries(names.filter((each) => Object.hasOwn(fields, each)).map((each) => [each, fields[each]]))
      : undefined
    const versions = stamps[name] as VersionStamps | undefined
    const merged = mergeVersions(before, versions, state.stamp, change as VersionChange, stamp)
    for (const each of names) delete fields[each]
    Object.assign(fields, merged.live[0]?.[1])
    stamps[name] = merged
  }
}

/** The earliest payload is the fact; others are kept beside it and shown. */
function mergeFact({ keyField }: MergePlan, state: RecordState, set: Record<string, unknown>, stamp: Stamp): void {
  const { [keyField]: key, ...own } = state.fields
  const payloads = [...(state.rivals ?? [])]
  if (Object.keys(own).length > 0) payloads.push({ stamp: state.stamp, fields: own })
  const same = payloads.find(({ fields }) => sameValue(fields, set))
  if (same && same.stamp <= stamp) return
  const others = payloads.filter((payload) => payload !== same)
  const all = [...others, { stamp, fields: set }].sort((one, other) => (one.stamp < other.stamp ? -1 : 1))
  const [first, ...rivals] = all
  if (!first) return
  state.fields = { [keyField]: key, ...first.fields }
  state.stamp = first.stamp
  state.rivals = rivals.length > 0 ? rivals : null
}

function refusal(plan: MergePlan, { set, unset }: Operation): Refused['reason'] | null {
  if (plan.isFact) return unset ? 'fact-changed' : invalidity(plan, set)
  for (const { name, rule } of plan.special) {
    if (set && name in set && !hasForm(rule, set[name])) return 'no-such-form'
  }
  for (const { fields } of plan.together) {
    let touched = 0
    for (const field of fields) if ((set && field in set) || unset?.includes(field)) touched++
    if (touched > 0 && touched < fields.length) return 'part-of-together'
  }
  if (unset) {
    for (const field of unset) {
      const rule = plan.registers.get(field)?.rule
      if (rule !== undefined && rule !== 'last-writer') return 'no-such-form'
    }
  }
  return invalidity(plan, set)
}

function invalidity(plan: MergePlan, set: Operation['set']): 'invalid-value' | null {
  return invalidField(plan, set) === null ? null : 'invalid-value'
}

/** The first field or register of which an operation says what the schema of its table does not take. */
export function invalidField({ changeChecks }: MergePlan, set: Operation['set']): string | null {
  for (const field in set) {
    const check = changeChecks.get(field)
    if (check && !check(set[field])) return field
  }
  return null
}

function hasForm(rule: Register['rule'], change: unknown): boolean {
  if (rule === 'add-wins-set') return isSetChange(change)
  return rule === 'keyed-map' ? isMapChange(change) : isVersionChange(change)
}
