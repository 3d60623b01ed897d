/**
 * What an Improv device says of itself, asked the same way each time, so that a device that was exchanged on the cable is
 * noticed. Invariant: nothing here proves an identity; every word is the device's own.
 */
import { Problem } from '../../model/problem'
import type { Step } from '../session/ProvisioningDriver'
import type { DeviceIdentity, NetworkState, SessionState } from '../session/sessionState'
import { shownText } from '../session/shownText'
import { simulatedDevice } from '../simulated/simulatedHotspot'
import type { ImprovMessage } from './message'
import { improvCommand } from './rpc'
import { ask, type OptionalAnswer, tryAsk } from './step'
import type { ImprovTiming } from './timing'

export interface ImprovIdentity {
  device: DeviceIdentity
  hostname: string | null
  /** Whether the firmware can be asked for them, and so told. */
  hasHostname: boolean
  hasDeviceName: boolean
  /** True for the training device, also when it hangs on something that looks like a real port. */
  isTraining: boolean
}

type Known = Pick<SessionState, 'device' | 'hostname' | 'abilities'>

/**
 * Asks for device information, and for the two names where the firmware may know them. What was `known` fills in for an
 * answer that stayed away this time.
 * @throws Problem `improv.silent`, or `improv.nameless` for a device that says nothing of itself.
 */
export function* askIdentity(known: Known | null, timing: ImprovTiming, doing: string): Step<ImprovMessage, ImprovIdentity> {
  const info = yield* askDeviceInfo(timing, doing)
  const mayKnow = (ability: 'set-hostname' | 'set-device-name') => known === null || known.abilities.includes(ability)
  const hostname = mayKnow('set-hostname') ? yield* tryAsk(improvCommand.hostname, timing) : unable
  const name = mayKnow('set-device-name') ? yield* tryAsk(improvCommand.deviceName, timing) : unable
  const named = shownNameOf(name) ?? (name.kind === 'unclear' ? (known?.device?.name ?? null) : null)
  return {
    device: { ...info, name: named ?? (info.name || info.firmware) },
    hostname: shownNameOf(hostname) ?? (hostname.kind === 'unclear' ? (known?.hostname ?? null) : null),
    hasHostname: hostname.kind === 'answer' || (known !== null && hostname.kind === 'unclear'),
    hasDeviceName: name.kind === 'answer' || (known !== null && name.kind === 'unclear'),
    isTraining: info.firmware === simulatedDevice.firmware,
  }
}

/** How the device says it is connected, and the addresses it gives for it; null where the firmware does not say. */
export function* askNetwork(timing: ImprovTiming): Step<ImprovMessage, { network: NetworkState; urls: string[] } | null> {
  const answer = yield* tryAsk(improvCommand.networkState, timing)
  if (answer.kind !== 'answer') return null
  const [flags = '', ...urls] = answer.message.strings
  return /^\d{1,9}$/.test(flags) ? { network: readFlags(Number(flags)), urls: urls.map(shownText) } : null
}

/** Sum of 1 online, 2 Wi-Fi, 4 Ethernet, 8 Thread, 16 modem. */
function readFlags(flags: number): NetworkState {
  const has = (flag: number) => (flags & flag) !== 0
  return { online: has(1), wifi: has(2), ethernet: has(4), thread: has(8), modem: has(16) }
}

function* askDeviceInfo(timing: ImprovTiming, doing: string): Step<ImprovMessage, DeviceIdentity> {
  const strings = yield* ask({
    command: improvCommand.deviceInfo,
    doing,
    waitMs: timing.answerMs,
    attempts: timing.attempts,
    isKnown: true,
    accept: (message) => (message.kind === 'result' && message.command === improvCommand.deviceInfo ? message.strings : null),
  })
  const [firmware = '', version = '', chip = '', name = '', os = '', osVersion = ''] = strings.map(shownText)
  if (!firmware && !chip && !name) {
    throw new Problem('improv.nameless', 'The device answers but does not say what it is: update its firmware, then try again.')
  }
  return { name, firmware, version, chip, ...(os ? { os } : {}), ...(osVersion ? { osVersion } : {}) }
}

const unable: OptionalAnswer = { kind: 'unable' }

/** The name in an answer, to be shown; null for none. */
export function shownNameOf(answer: OptionalAnswer): string | null {
  const text = answer.kind === 'answer' ? (answer.message.strings[0] ?? '') : ''
  return text === '' ? null : shownText(text)
}
