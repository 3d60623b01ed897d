/** Whether what a step learned can be of the same device as what was known before. */
import type { StepResult } from './ProvisioningDriver'
import type { SessionState } from './sessionState'

/** A name may change while a device is set up; its chip and its identifiers do not. */
export function sameDevice(known: SessionState, learned: StepResult): boolean {
  if (known.device && learned.device && known.device.chip !== learned.device.chip) return false
  return (learned.identifiers ?? []).every(({ kind, value }) =>
    known.identifiers.every((identifier) => identifier.kind !== kind || identifier.value === value),
  )
}
