/**
 * Sending Wi-Fi credentials. Invariants: they are written once, never repeated, and only to the device that was identified;
 * `connected` is only ever the device's own
 * word, said after they went out.
 */
import { hexToBytes } from '@noble/hashes/utils.js'
import { Problem, validateArgument } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import { type SessionState, ssidHexSchema } from '../session/sessionState'
import { shownText } from '../session/shownText'
import type { StepRequest } from '../session/stepRequest'
import { askIdentity } from './identity'
import { errorProblem, type ImprovMessage, improvError, improvState, stateProblem } from './message'
import { encodeCommand, encodeCredentials, improvCommand, secretOfCredentials } from './rpc'
import { askSettledState, lateUrls } from './step'
import type { ImprovTiming } from './timing'

type ConnectRequest = Extract<StepRequest, { kind: 'connect' }>

/**
 * Sends credentials and waits for the device's word.
 * @throws Problem for a name or password that cannot be sent, before anything is written; `improv.unable-to-connect` for
 * wrong credentials, `improv.connect-timeout`, `improv.stopped`, `improv.not-authorised`, `improv.still-joining`.
 */
export function connect(
  { ssid, ssidHex, password }: ConnectRequest,
  known: SessionState,
  timing: ImprovTiming,
): Step<ImprovMessage> {
  validateArgument(
    ssidHex === undefined || ssidHexSchema.safeParse(ssidHex).success,
    'improv.ssid-hex',
    'The bytes of the network name are not 1 to 32 pairs of hex digits: choose the network from a new scan.',
  )
  return sendCredentials(ssid, encodeCredentials(ssidHex === undefined ? ssid : hexToBytes(ssidHex), password), known, timing)
}

function* sendCredentials(ssid: string, credentials: Uint8Array, known: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const obstacle = stateProblem(yield* askSettledState(timing, 'preparing the connection'))
  if (obstacle) throw obstacle
  const { device, hostname } = yield* askIdentity(known, timing, 'preparing the connection')

  let began = false
  const write = encodeCommand(improvCommand.sendWifi, credentials)
  // Told together with the order to write, so that a password does not go to a device that was exchanged on the cable.
  const secret = secretOfCredentials(write, credentials)
  let event = yield { write, waitMs: timing.connectMs, change: { device, hostname }, ...(secret.length > 0 ? { secret } : {}) }
  while (event.kind !== 'timeout') {
    if (event.kind === 'result' && event.command === improvCommand.sendWifi) {
      return { connected: true, ssid, urls: event.strings.map(shownText) }
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
