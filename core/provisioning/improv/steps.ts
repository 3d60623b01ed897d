/**
 * The four things a technician does with an Improv device: identify, scan, connect, verify. Invariants: credentials are
 * written once and never repeated; `connected` is only ever the device's own word, asked after the credentials went out.
 * Source: the published Improv serial standard and transcripts of its official SDK.
 */
import { Problem } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { WifiNetwork } from '../session/sessionState'
import { errorProblem, type ImprovMessage, improvError, improvState } from './message'
import { encodeCommand, encodeCredentials, improvCommand } from './rpc'
import { simulatedDevice } from '../simulated/simulatedHotspot'
import { ask, lateUrls } from './step'
import type { ImprovTiming } from './timing'

/** Asks for the state and the device's name, firmware, version and chip. */
export function* identify(timing: ImprovTiming): Step<ImprovMessage> {
  const connected = (yield* askState(timing, 'identifying it')) === improvState.provisioned
  const urls = connected ? yield* lateUrls(improvCommand.currentState, timing.urlMs) : []
  const [firmware = '', version = '', chip = '', name = ''] = yield* ask({
    command: improvCommand.deviceInfo,
    doing: 'identifying it',
    waitMs: timing.answerMs,
    attempts: timing.attempts,
    accept: (message) =>
      message.kind === 'result' && message.command === improvCommand.deviceInfo && message.strings.length > 0
        ? message.strings
        : null,
  })
  const device = { name: name || firmware, firmware, version, chip }
  // The training device says what it is, also when it hangs on something that looks like a real port.
  const training = firmware === simulatedDevice.firmware ? { simulated: true } : {}
  return { ...training, abilities: ['scan', 'connect', 'verify'], device, identified: true, connected, urls }
}

/** Lists the networks that the device itself can hear, strongest first, each name once. */
export function* scan(timing: ImprovTiming): Step<ImprovMessage> {
  const strongest = new Map<string, WifiNetwork>()
  yield* ask({
    command: improvCommand.scan,
    doing: 'looking for networks',
    waitMs: timing.scanMs,
    attempts: Math.min(2, timing.attempts),
    accept: (message) => {
      if (message.kind !== 'result' || message.command !== improvCommand.scan) return null
      for (const network of readNetworks(message.strings)) {
        const known = strongest.get(network.ssid)
        if (!known || known.rssiDbm < network.rssiDbm) strongest.set(network.ssid, network)
      }
      // An empty list ends the scan.
      return message.strings.length === 0 ? true : null
    },
  })
  return { networks: [...strongest.values()].sort((a, b) => b.rssiDbm - a.rssiDbm) }
}

/**
 * Sends Wi-Fi credentials and waits for the device's word.
 * @throws Problem `improv.unable-to-connect` for wrong credentials, `improv.connect-timeout`, `improv.stopped`.
 */
export function connect(ssid: string, password: string, timing: ImprovTiming): Step<ImprovMessage> {
  // Encoded here, so that a name or password that cannot be sent is refused before anything is written.
  const credentials = encodeCredentials(ssid, password)
  return sendCredentials(ssid, credentials, timing)
}

function* sendCredentials(ssid: string, credentials: Uint8Array, timing: ImprovTiming): Step<ImprovMessage> {
  const before = yield* askState(timing, 'preparing the connection')
  if (before === improvState.stopped) {
    throw new Problem('improv.stopped', "The device's Wi-Fi set-up is switched off: switch it on at the device, then try again.")
  }
  if (before === improvState.awaitingAuthorisation) throw errorProblem(improvError.notAuthorised, 'joining the network')

  let began = false
  let event = yield { write: encodeCommand(improvCommand.sendWifi, credentials), waitMs: timing.connectMs }
  while (event.kind !== 'timeout') {
    if (event.kind === 'result' && event.command === improvCommand.sendWifi) {
      return { connected: true, ssid, urls: event.strings }
    }
    if (event.kind === 'error' && event.code !== improvError.none) throw errorProblem(event.code, 'joining the network')
    if (event.kind === 'state') {
      if (event.state === improvState.provisioning) began = true
      // Before "provisioning", a state is a late answer to the question above and says nothing of these credentials.
      else if (began && event.state === improvState.provisioned) {
        return { connected: true, ssid, urls: yield* lateUrls(improvCommand.sendWifi, timing.urlMs) }
      } else if (began && event.state === improvState.ready) {
        throw errorProblem(improvError.unableToConnect, 'joining the network')
      }
    }
    event = yield keepWaiting
  }
  throw new Problem(
    'improv.connect-timeout',
    `The device did not say within ${Math.round(timing.connectMs / 1000)} seconds whether it joined the network: verify, or send it again.`,
  )
}

/** Asks again whether the device is connected, and its network state where the firmware knows that command. */
export function* verify(timing: ImprovTiming): Step<ImprovMessage> {
  const state = yield* askState(timing, 'checking the connection')
  if (state !== improvState.provisioned) return notConnected()
  const urls = yield* lateUrls(improvCommand.currentState, timing.urlMs)
  const network = yield* askNetworkState(timing)
  if (network && !network.online) return notConnected()
  return { connected: true, urls: network && network.urls.length > 0 ? network.urls : urls }
}

function notConnected() {
  const problem = new Problem(
    'improv.not-connected',
    'The device says that it is not connected: send the Wi-Fi name and password again.',
  )
  return { connected: false, problem: problem.toData() }
}

function askState(timing: ImprovTiming, doing: string): Step<ImprovMessage, number> {
  return ask({
    command: improvCommand.currentState,
    doing,
    waitMs: timing.answerMs,
    attempts: timing.attempts,
    accept: (message) => (message.kind === 'state' ? message.state : null),
  })
}

/** Support for this command varies, so a device that does not know it is not at fault: null then. */
function* askNetworkState(timing: ImprovTiming): Step<ImprovMessage, { online: boolean; urls: string[] } | null> {
  try {
    const [flags = '0', ...urls] = yield* ask({
      command: improvCommand.networkState,
      doing: 'checking the connection',
      waitMs: timing.urlMs,
      attempts: 1,
      accept: (message) => (message.kind === 'result' && message.command === improvCommand.networkState ? message.strings : null),
    })
    return { online: (Number.parseInt(flags, 10) & 1) === 1, urls }
  } catch (fault) {
    if (fault instanceof Problem) return null
    throw fault
  }
}

/** A strength that cannot be read sorts last, as the weakest that a radio reports. */
const unreadableRssiDbm = -127

function readNetworks(strings: string[]): WifiNetwork[] {
  const networks: WifiNetwork[] = []
  for (let at = 0; at + 2 < strings.length; at += 3) {
    const [ssid = '', rssi = '', security = ''] = strings.slice(at, at + 3)
    const rssiDbm = Number.parseInt(rssi, 10)
    // A hidden network has no name to choose.
    if (ssid !== '')
      networks.push({ ssid, rssiDbm: Number.isNaN(rssiDbm) ? unreadableRssiDbm : rssiDbm, secured: security !== 'NO' })
  }
  return networks
}
