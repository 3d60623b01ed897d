/**
 * The one form of a state. Which stamp stands for most registers depends on nothing but the registers, so that two
 * installations with the same operations hold the same bytes.
 */
import type { MergePlan, Register } from './mergePlan'
import type { Stamp } from './operation'
import type { ElementStamps, RecordState, RegisterStamps, VersionStamps } from './recordState'
import { compactSet } from './registers/addWinsSet'
import { compactMap } from './registers/keyedMap'
import { compactVersions, versionsOf } from './registers/multiValue'

/** Brings a state into its one form, in place. */
export function settle(plan: MergePlan, state: RecordState): void {
  if (plan.isFact || state.stamps === null) return
  const before = state.stamps
  const registers = writtenRegisters(plan, state)
  const whole = mostFrequent(registers, state)
  let kept: Record<string, RegisterStamps> | null = null
  for (const register of registers) {
    const stamps = compact(register, state, before[register.name], whole)
    if (stamps === null) continue
    kept ??= {}
    kept[register.name] = stamps
  }
  state.stamp = whole
  state.stamps = kept
}

/** Every register that anybody has written, in the order of their names. */
function writtenRegisters(plan: MergePlan, { fields, stamps }: RecordState): Register[] {
  const written: Register[] = []
  for (const register of plan.ordered) if (isWritten(register, fields, stamps)) written.push(register)
  // Fields that no declaration names come from a newer version and are registers of their own.
  let unknown: Set<string> | null = null
  for (const field in fields) {
    if (field === plan.keyField || plan.registers.has(field)) continue
    unknown ??= new Set()
    unknown.add(field)
  }
  for (const name in stamps) {
    if (plan.registers.has(name) || plan.names.has(name)) continue
    unknown ??= new Set()
    unknown.add(name)
  }
  if (unknown === null) return written
  for (const name of unknown) written.push({ name, rule: 'last-writer', fields: [name] })
  return written.sort((one, other) => (one.name < other.name ? -1 : 1))
}

function isWritten({ name, fields: names }: Register, fields: Record<string, unknown>, stamps: RecordState['stamps']): boolean {
  if (stamps !== null && name in stamps) return true
  for (const field of names) if (Object.hasOwn(fields, field)) return true
  return false
}

/** The stamp of the most last-writer registers, the latest of equals; where there is none, the latest of all. */
function mostFrequent(registers: readonly Register[], state: RecordState): Stamp {
  // Few differ, so lists are quicker than a Map made for every record.
  const seen: Stamp[] = []
  const counts: number[] = []
  for (const { name, rule } of registers) {
    if (rule !== 'last-writer') continue
    const stamp = (state.stamps?.[name] as Stamp | undefined) ?? state.stamp
    const at = seen.indexOf(stamp)
    if (at < 0) {
      seen.push(stamp)
      counts.push(1)
    } else counts[at] = (counts[at] ?? 0) + 1
  }
  let best: Stamp | null = null
  let most = 0
  for (const [at, stamp] of seen.entries()) {
    const count = counts[at] ?? 0
    if (best !== null && (count < most || (count === most && stamp < best))) continue
    best = stamp
    most = count
  }
  return best ?? latestOf(registers, state)
}

function latestOf(registers: readonly Register[], state: RecordState): Stamp {
  const all: Stamp[] = []
  for (const { name, rule } of registers) {
    const stamps = state.stamps?.[name]
    if (stamps === undefined) {
      if (!isNeverFilled(rule, state.fields[name])) all.push(state.stamp)
    } else if (rule === 'add-wins-set')
      for (const [added] of Object.values(stamps as Record<string, ElementStamps>)) all.push(...added)
    else if (rule === 'keyed-map') {
      const byKey = stamps as Record<string, Stamp>
      all.push(...Object.values(byKey))
      // Keys that nobody wrote since have the stamp of most of the record.
      if (Object.keys((state.fields[name] as object | undefined) ?? {}).some((key) => !Object.hasOwn(byKey, key)))
        all.push(state.stamp)
    } else all.push(...(stamps as VersionStamps).live.map(([stamp]) => stamp))
  }
  return all.sort().at(-1) ?? state.stamp
}

/** Whether a value without stamps of its own is a set or a map in which nothing ever was: nobody's stamp stands for it. */
export function isNeverFilled(rule: Register['rule'] | undefined, value: unknown): boolean {
  if (rule === 'add-wins-set') return (value as readonly unknown[] | undefined)?.length === 0
  return rule === 'keyed-map' && Object.keys((value as object | undefined) ?? {}).length === 0
}

function compact(
  register: Register,
  state: RecordState,
  stamps: RegisterStamps | undefined,
  whole: Stamp,
): RegisterStamps | null {
  const { name, rule, fields: names } = register
  const { fields, stamp: before } = state
  switch (rule) {
    case 'last-writer': {
      const stamp = (stamps as Stamp | undefined) ?? before
      // What was taken out must be remembered, or an older operation would bring it back.
      if (stamp !== whole) return stamp
      for (const field of names) if (Object.hasOwn(fields, field)) return null
      return stamp
    }
    case 'add-wins-set':
      if (stamps === undefined && (fields[name] as string[] | undefined)?.length === 0) return null
      return compactSet(
        (fields[name] as string[] | undefined) ?? [],
        stamps as Record<string, ElementStamps> | undefined,
        before,
        whole,
      )
    case 'keyed-map':
      return compactMap(
        (fields[name] as Record<string, unknown>) ?? {},
        stamps as Record<string, Stamp> | undefined,
        before,
        whole,
      )
    case 'multi-value': {
      const value = Object.fromEntries(names.filter((each) => Object.hasOwn(fields, each)).map((each) => [each, fields[each]]))
      return compactVersions(versionsOf(value, stamps as VersionStamps | undefined, before), whole)
    }
  }
}
