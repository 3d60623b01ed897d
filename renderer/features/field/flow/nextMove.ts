/**
 * What comes next with a device: a step that a person must see, or orders that can be given without asking. Pure: the
 * session's state, what was done and what is taken over from the device before decide alone.
 */
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { isSameNetwork, type NetworkName } from '#core/provisioning/session/networkName'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { connectOrder } from './connectOrder'
import { type FieldStepName, stepsOf } from './fieldSteps'
import { nextName } from './nextName'
import type { SameSettings } from './sameSettings'

export type Move =
  /** A person is needed here. */
  | { kind: 'ask'; step: FieldStepName }
  /** Nothing is to be done here. */
  | { kind: 'pass'; step: FieldStepName }
  /** One order; then the step is passed, or has `more` orders, or what came of it is to be looked at. */
  | { kind: 'order'; step: FieldStepName; order: SessionOrder; after: 'pass' | 'more' | 'look'; told: Partial<SameSettings> }

export interface MoveInputs {
  passed: readonly FieldStepName[]
  /** Null: everything is asked. */
  same: SameSettings | null
  /** Networks whose password main has. */
  keptNetworks: readonly NetworkName[]
  /** What this device was told so far. */
  told: SameSettings
}

/** @param session of an identified device. */
export function nextMove(session: SessionState, inputs: MoveInputs): Move {
  const { passed, same } = inputs
  // What was left out before signing is not in the record, and is not asked for after it.
  const from = passed.includes('sign') ? FROM_SIGNING : FROM_HERE
  const step = stepsOf(session, passed).find((one) => from.has(one) && !passed.includes(one)) ?? 'outcome'
  const ask: Move = { kind: 'ask', step }
  if (step === 'verify') {
    // Asking again changes nothing, so nobody is asked whether to ask; without settings the answer is looked at.
    return { kind: 'order', step, order: { kind: 'verify' }, after: same === null ? 'look' : 'pass', told: {} }
  }
  if (same === null) return ask
  if (step === 'connect') return connectMove(ask, same, inputs.keptNetworks)
  if (step === 'name') return nameMove(session, same, inputs.told)
  if (step === 'prove') return same.prove ? order('prove', { kind: 'prove' }, { prove: true }) : { kind: 'pass', step }
  if (step === 'register') {
    const { register } = same
    return register ? order(step, { kind: 'register', ...register }, { register }) : { kind: 'pass', step }
  }
  if (step === 'label') return same.label === false ? { kind: 'pass', step } : ask
  return ask
}

/** The steps after the device is known. */
const FROM_HERE: ReadonlySet<FieldStepName> = new Set([
  ...(['log-in', 'connect', 'name', 'prove', 'register', 'verify', 'position', 'sign', 'label', 'outcome'] as const),
])

const FROM_SIGNING: ReadonlySet<FieldStepName> = new Set(['label', 'outcome'])

function connectMove(ask: Move, { network }: SameSettings, keptNetworks: readonly NetworkName[]): Move {
  if (!network) return { kind: 'pass', step: 'connect' }
  const isKept = keptNetworks.some((kept) => isSameNetwork(kept, network))
  const wish = { network, isOpen: network.open, usesKept: true, typed: '', keep: 'no' as const }
  // Where one is kept makes no difference while it is the kept one that is used.
  const given = connectOrder({ ...wish, keptAs: isKept ? 'memory' : null })
  return given ? order('connect', given, { network }) : ask
}

/** A device has up to two names; each is set once. */
function nameMove(session: SessionState, same: SameSettings, told: SameSettings): Move {
  if (same.deviceName !== null && told.deviceName === null && session.abilities.includes('set-device-name')) {
    const deviceName = nextName(same.deviceName)
    return order(
      'name',
      { kind: 'set-device-name', name: deviceName },
      { deviceName },
      hostnameIsDue(session, same, told) ? 'more' : 'pass',
    )
  }
  if (hostnameIsDue(session, same, told) && same.hostname !== null) {
    const hostname = nextName(same.hostname)
    return order('name', { kind: 'set-hostname', hostname }, { hostname })
  }
  return { kind: 'pass', step: 'name' }
}

function hostnameIsDue(session: SessionState, same: SameSettings, told: SameSettings): boolean {
  return same.hostname !== null && told.hostname === null && session.abilities.includes('set-hostname')
}

function order(step: FieldStepName, given: SessionOrder, told: Partial<SameSettings>, after: 'pass' | 'more' = 'pass'): Move {
  return { kind: 'order', step, order: given, after, told }
}
