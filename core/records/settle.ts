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
  const whole = mostFrequent(plan, state)
  const kept: [string, RegisterStamps][] = []
  for (const register of registersOf(plan, state)) {
    const stamps = compact(register, state, before[register.name], whole)
    if (stamps !== null) kept.push([register.name, stamps])
  }
  state.stamp = whole
  state.stamps = kept.length === 0 ? null : Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Every register that anybody has written. */
function registersOf(plan: MergePlan, { fields, stamps }: RecordState): Set<Register> {
  const all = new Set<Register>()
  const take = (name: string) => all.add(plan.registers.get(name) ?? registerNamed(plan, name))
  for (const field in fields) if (field !== plan.keyField) take(field)
  for (const name in stamps) take(name)
  // Fields that no declaration names are registers of their own; one object for each.
  const byName = new Map([...all].map((register) => [register.name, register]))
  return new Set(byName.values())
}

function registerNamed(plan: MergePlan, name: string): Register {
  const together = plan.together.find((register) => register.name === name)
  return together ?? { name, rule: 'last-writer', fields: [name] }
}

/** The stamp of the most last-writer registers, the latest of equals; where there is none, the latest of all. */
function mostFrequent(plan: MergePlan, state: RecordState): Stamp {
  const counts = new Map<Stamp, number>()
  for (const { name, rule } of registersOf(plan, state)) {
    if (rule !== 'last-writer') continue
    const stamp = (state.stamps?.[name] as Stamp | undefined) ?? state.stamp
    counts.set(stamp, (counts.get(stamp) ?? 0) + 1)
  }
  let best: Stamp | null = null
  for (const [stamp, count] of counts) {
    const most = best === null ? 0 : (counts.get(best) ?? 0)
    if (best === null || count > most || (count === most && stamp > best)) best = stamp
  }
  return best ?? latestOf(plan, state)
}

function latestOf(plan: MergePlan, state: RecordState): Stamp {
  const all: Stamp[] = []
  for (const { name, rule } of registersOf(plan, state)) {
    const stamps = state.stamps?.[name]
    if (stamps === undefined) all.push(state.stamp)
    else if (rule === 'add-wins-set')
      for (const [added] of Object.values(stamps as Record<string, ElementStamps>)) all.push(...added)
    else if (rule === 'keyed-map') all.push(...Object.values(stamps as Record<string, Stamp>))
    else all.push(...(stamps as VersionStamps).live.map(([stamp]) => stamp))
  }
  return all.sort().at(-1) ?? state.removal?.stamp ?? state.stamp
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
      const isThere = names.some((field) => Object.hasOwn(fields, field))
      return stamp === whole && isThere ? null : stamp
    }
    case 'add-wins-set':
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
