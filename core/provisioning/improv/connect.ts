/**
 * Sending Wi-Fi credentials. Invariants: they are written once, never repeated, and only to the device that was identified;
 * `connected` is only ever the device's own
 * word, said after they went out.
 */
import { hexToBytes } from '@noble/hashes/utils.js'
import { Problem, validateArgument } from '../../model/problem'
import type { Step, StepWish } from '../session/ProvisioningDriver'
import { type SessionState, ssidHexSchema } from '../session/sessionState'
import { shownText } from '../session/shownText'
import type { StepRequest } from '../session/stepRequest'
import { askIdentity } from './identity'
import { errorProblem, type ImprovMessage, improvError, improvState, stateProblem } from './message'
import { encodeCommand, encodeCredentials, improvCommand, secretOfCredentials } from './rpc'
import { askSettledState, askState, lateUrls, orObstacle } from './step'
import type { ImprovTiming } from './timing'

type ConnectRequest = Extract<StepRequest, { kind: 'connect' }>

/**
 * Sends credentials and waits for the device's word.
 * @throws Problem for a name or password that cannot be sent, before anything is written; `improv.unable-to-connect` for
 * wrong credentials, `improv.connect-timeout`; `improv.stopped` or `improv.not-authorised` where the device said so before and
 * takes nothing.
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

/** A device that says that its set-up is off or locked either answers within so many waits for an answer, or not at all. */
const OBSTACLE_WAITS = 4

function* sendCredentials(ssid: string, credentials: Uint8Array, known: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const before = yield* askSettledState(timing, 'preparing the connection')
  // What it says is a hint, never a gate: firmware tells wrong states. It is the reason only where nothing else comes.
  const obstacle = stateProblem(before)
  const { device, hostname } = yield* orObstacle(askIdentity(known, timing, 'preparing the connection'), obstacle)
  const write = encodeCommand(improvCommand.sendWifi, credentials)
  // Told together with the order to write, so that a password does not go to a device that was exchanged on the cable.
  const secret = secretOfCredentials(write, credentials)
  const wish = { write, change: { device, hostname }, ...(secret.length > 0 ? { secret } : {}) }
  return { connected: true, ssid, urls: yield* hearOutcome(wish, before, obstacle, timing) }
}

/** @returns the URLs of a device that joined. @throws Problem why it did not, or that it does not say. */
function* hearOutcome(
  wish: Omit<StepWish, 'waitMs'>,
  before: number,
  obstacle: Problem | null,
  timing: ImprovTiming,
): Step<ImprovMessage, string[]> {
  const unable = errorProblem(improvError.unableToConnect, 'joining the network')
  const { sendWifi, currentState } = improvCommand
  let [began, hasFailed, isDamaged] = [false, false, false]
  // A word on joining counts for these credentials once the device began with them, or when nothing else was going on before.
  const counts = () => began || (before !== improvState.provisioned && before !== improvState.provisioning)
  const firstMs = obstacle ? Math.min(timing.connectMs, OBSTACLE_WAITS * timing.answerMs) : timing.connectMs
  let event = yield { ...wish, waitMs: firstMs }
  while (event.kind !== 'timeout') {
    let waitMs: number | null = null
    if (event.kind === 'damaged') isDamaged = true
    if (event.kind === 'result' && event.command === sendWifi) return event.strings.map(shownText)
    if (event.kind === 'error' && event.code !== improvError.none) {
      // An attempt that ran before may fail only now.
      if (event.code === improvError.unableToConnect && before === improvState.provisioning && !began) hasFailed = true
      else throw (event.code === improvError.unknownCommand && obstacle) || errorProblem(event.code, 'joining the network')
    }
    if (event.kind === 'state') {
      if (event.state === improvState.provisioning) {
        if (obstacle && !began) waitMs = timing.connectMs
        began = true
      } else if (event.state === improvState.provisioned && counts()) return yield* lateUrls(sendWifi, timing.urlMs)
      // Before "provisioning", this is a late answer to the question above and says nothing of these credentials.
      else if (event.state === improvState.ready && began) throw unable
    }
    event = yield { write: null, waitMs }
  }
  if (hasFailed) throw unable
  if (obstacle && !began) throw obstacle
  // Its last word may not have arrived whole.
  const now = yield* askStateOnce(timing)
  if (now === improvState.provisioned && counts()) return yield* lateUrls(currentState, timing.urlMs)
  if (now === improvState.ready && began) throw unable
  throw timeoutProblem(timing, isDamaged)
}

function* askStateOnce(timing: ImprovTiming): Step<ImprovMessage, number | null> {
  try {
    return yield* askState({ ...timing, attempts: 1 }, 'joining the network')
  } catch (fault) {
    if (fault instanceof Problem) return null
    throw fault
  }
}

function timeoutProblem({ connectMs }: ImprovTiming, isDamaged: boolean): Problem {
  const why = isDamaged ? ', and some of what it said arrived damaged' : ''
  return new Problem(
    'improv.connect-timeout',
    `The device did not say within ${Math.round(connectMs / 1000)} seconds whether it joined the network${why}: verify, or send it again.`,
  )
}
