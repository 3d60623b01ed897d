/** Whether what a step learned can be of the same device as what was known before. */
import type { StepResult } from './ProvisioningDriver'
import type { DeviceIdentifier, SessionState, StepKind } from './sessionState'

/** The steps that give a device another name. */
const renaming: ReadonlySet<StepKind> = new Set(['set-hostname', 'set-device-name'])

/**
 * A chip, a kind of firmware and identifiers do not change while a device is set up; of its network adapters one may come
 * later or go, so one address that it had before is enough. Names only change when this session changes them; many devices of one kind differ in nothing else, so another name is another device, unless an identifier of
 * its own says that it is the same. `doneStep` is the step whose result this is; null for what is learned on the way to one.
 */
export function sameDevice(known: SessionState, learned: StepResult, doneStep: StepKind | null): boolean {
  const { device } = learned
  if (known.device && device && (known.device.chip !== device.chip || known.device.firmware !== device.firmware)) return false
  const kinds = comparable(known.identifiers, learned.identifiers ?? [])
  if (kinds.some(({ before, now, isMac }) => !(isMac ? now.some(isIn(before)) : now.every(isIn(before))))) return false
  if (kinds.length > 0 || (doneStep !== null && renaming.has(doneStep))) return true
  const { hostname } = learned
  if (known.hostname !== null && typeof hostname === 'string' && known.hostname !== hostname) return false
  return !known.device || !device || known.device.name === device.name
}

/** Whether a device that was identified is another one now. */
export function isOtherDevice(known: SessionState, learned: StepResult, doneStep: StepKind | null): boolean {
  return known.identified && !sameDevice(known, learned, doneStep)
}

/** The values of each kind that is known from before and was learned again. A JoinEUI is a server's: many devices have the same. */
function comparable(known: readonly DeviceIdentifier[], learned: readonly DeviceIdentifier[]) {
  const kinds = new Set(learned.flatMap(({ kind }) => (kind === 'join-eui' ? [] : [kind])))
  const valuesOf = (kind: DeviceIdentifier['kind'], identifiers: readonly DeviceIdentifier[]) =>
    identifiers.flatMap((each) => (each.kind === kind ? [each.value] : []))
  return Array.from(kinds, (kind) => ({
    isMac: kind === 'mac',
    before: valuesOf(kind, known),
    now: valuesOf(kind, learned),
  })).filter(({ before }) => before.length > 0)
}

function isIn(values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value)
}
