/** The steps of one device, in order, and which of them this very device has. */
import type { SessionState } from '#core/provisioning/session/sessionState'

export const FIELD_STEPS = [
  'work-order',
  'plug-in',
  'identify',
  'log-in',
  'connect',
  'name',
  'prove',
  'register',
  'verify',
  'position',
  'sign',
  'label',
  'outcome',
] as const
export type FieldStepName = (typeof FIELD_STEPS)[number]

export const STEP_LABELS: Record<FieldStepName, string> = {
  'work-order': 'Work order',
  'plug-in': 'Plug in',
  identify: 'Identify',
  'log-in': 'Log in',
  connect: 'Connect',
  name: 'Name',
  prove: 'Prove',
  register: 'Register',
  verify: 'Verify',
  position: 'Position',
  sign: 'Sign',
  label: 'Label',
  outcome: 'Done',
}

/** Steps that talk to the device: without its port they cannot go on. */
const WITH_DEVICE: readonly FieldStepName[] = ['identify', 'log-in', 'connect', 'name', 'prove', 'register', 'verify']

export function needsDevice(step: FieldStepName): boolean {
  return WITH_DEVICE.includes(step)
}

/**
 * The steps of this device in order. A step that it cannot do is not among them; one that was done stays, also when the
 * device no longer offers it (a console that is logged in asks for no login).
 */
export function stepsOf(session: Pick<SessionState, 'abilities' | 'loginNeeded'> | null, passed: readonly FieldStepName[]) {
  return FIELD_STEPS.filter((step) => passed.includes(step) || has(step, session))
}

function has(step: FieldStepName, session: Pick<SessionState, 'abilities' | 'loginNeeded'> | null): boolean {
  const can = (...kinds: SessionState['abilities']) => kinds.some((kind) => session?.abilities.includes(kind))
  switch (step) {
    case 'log-in':
      return session?.loginNeeded === true
    case 'connect':
      return can('connect')
    case 'name':
      return can('set-hostname', 'set-device-name')
    case 'prove':
      return can('prove')
    case 'register':
      return can('register')
    case 'verify':
      return can('verify')
    default:
      return true
  }
}
