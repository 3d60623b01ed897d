/** Whether what a step learned can be of the same device as what was known before. */
import type { StepResult } from './ProvisioningDriver'
import type { SessionState, StepKind } from './sessionState'

/** The steps that give a device another name. */
const renaming: ReadonlySet<StepKind> = new Set(['set-hostname', 'set-device-name'])

/**
 * A chip, a kind of firmware and identifiers do not change while a device is set up. Names only change when this session
 * changes them; many devices of one kind differ in nothing else, so another name is another device, unless an identifier of
 * its own says that it is the same. `doneStep` is the step whose result this is; null for what is learned on the way to one.
 */
export function sameDevice(known: SessionState, learned: StepResult, doneStep: StepKind | null): boolean {
  const { device } = learned
  if (known.device && device && (known.device.chip !== device.chip || known.device.firmware !== device.firmware)) return false
  let isKnownByIdentifier = false
  for (const { kind, value } of learned.identifiers ?? []) {
    const before = known.identifiers.filter((identifier) => identifier.kind === kind)
    if (before.length === 0) continue
    if (before.every((identifier) => identifier.value !== value)) return false
    isKnownByIdentifier = true
  }
  if (isKnownByIdentifier || (doneStep !== null && renaming.has(doneStep))) return true
  const { hostname } = learned
  if (known.hostname !== null && typeof hostname === 'string' && known.hostname !== hostname) return false
  return !known.device || !device || known.device.name === device.name
}
