/**
 * Identifying an Improv device and checking on it. Invariant: what firmware does not know is no failure, only no ability.
 * Source: the published Improv serial standard and transcripts of its official SDK.
 */
import { Problem } from '../../model/problem'
import type { Step, StepResult } from '../session/ProvisioningDriver'
import type { SessionState, StepKind } from '../session/sessionState'
import { askIdentity, askNetwork } from './identity'
import { type ImprovMessage, improvState, stateProblem } from './message'
import { improvCommand } from './rpc'
import { askSettledState, askState, lateUrls, orObstacle } from './step'
import type { ImprovTiming } from './timing'

/** Asks for the state and for all that the device says of itself. */
export function* identify(timing: ImprovTiming): Step<ImprovMessage> {
  const state = yield* askState(timing, 'identifying it')
  const isProvisioned = state === improvState.provisioned
  const stateUrls = isProvisioned ? yield* lateUrls(improvCommand.currentState, timing.urlMs) : []
  const obstacle = stateProblem(state)
  const identity = yield* orObstacle(askIdentity(null, timing, 'identifying it'), obstacle)
  const answer = yield* askNetwork(timing)
  // A device keeps the state "provisioned" also where its network has gone.
  const connected = isProvisioned && answer?.network.online !== false
  // Whatever state it tells: that is a hint to the person, and credentials can be sent all the same.
  const abilities: StepKind[] = ['scan', 'connect', 'verify']
  if (identity.hasHostname) abilities.push('set-hostname')
  if (identity.hasDeviceName) abilities.push('set-device-name')
  return {
    abilities,
    device: identity.device,
    hostname: identity.hostname,
    identified: true,
    connected,
    network: answer?.network ?? null,
    urls: connected ? chooseUrls(answer?.urls, stateUrls) : [],
    ...(identity.isTraining ? { simulated: true } : {}),
    ...(obstacle ? { problem: obstacle.toData() } : {}),
  }
}

/**
 * Asks again who it is and whether it is connected.
 * @throws Problem `improv.silent`; the session notices an identity that is another one than before.
 */
export function* verify(known: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const state = yield* askSettledState(timing, 'checking the connection')
  const stateUrls = state === improvState.provisioned ? yield* lateUrls(improvCommand.currentState, timing.urlMs) : []
  const { device, hostname } = yield* askIdentity(known, timing, 'checking the connection')
  const answer = yield* askNetwork(timing)
  const told: StepResult = { device, hostname, network: answer?.network ?? null }
  // Firmware that says "provisioning" for ever may say more truly how it is connected.
  const isOnline = state === improvState.provisioning ? answer?.network.online === true && answer.network.wifi : undefined
  if (!(isOnline ?? (state === improvState.provisioned && answer?.network.online !== false))) {
    const problem = state === improvState.provisioning ? stillJoining() : (stateProblem(state) ?? notConnected())
    return { ...told, connected: false, problem: problem.toData() }
  }
  return { ...told, connected: true, urls: chooseUrls(answer?.urls, stateUrls) }
}

function chooseUrls(ofNetwork: string[] | undefined, ofState: string[]): string[] {
  return ofNetwork && ofNetwork.length > 0 ? ofNetwork : ofState
}

function stillJoining(): Problem {
  return new Problem(
    'improv.still-joining',
    'The device says that it is joining a network: wait half a minute and verify again, or send the Wi-Fi name and password again.',
  )
}

function notConnected(): Problem {
  return new Problem('improv.not-connected', 'The device says that it is not connected: send the Wi-Fi name and password again.')
}
