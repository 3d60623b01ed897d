/** Asks the device again how it is connected and which key it holds, without leaving the local network. */
import { Problem } from '../../model/problem'
import type { Step } from '../session/ProvisioningDriver'
import type { DeviceIdentifier, SessionState } from '../session/sessionState'
import type { ConsoleMessage } from './ConsoleReader'
import { hostnameCommand, keyCommand, networkCommand } from './commands'
import { keyIn, lastLine } from './identify'
import { readNetworkFacts } from './networkFacts'
import { daemonDownProblem, isDaemonDown } from './problems'
import { reachShell } from './reachPrompt'
import { type ConsoleLine, runCommand } from './runCommand'

/** `connected` is the device's own word: a default route over an interface that has a carrier. */
export function* verify(line: ConsoleLine, state: SessionState): Step<ConsoleMessage> {
  const waitMs = line.timing.commandMs
  yield* reachShell(line)
  const network = readNetworkFacts((yield* runCommand(line, networkCommand, { waitMs, attempts: 2 })).text)
  const hostname = lastLine((yield* runCommand(line, hostnameCommand, { waitMs, attempts: 2 })).text)
  const facts = { network: network.state, connected: network.state.online, hostname }

  const macs: DeviceIdentifier[] = network.macs.map((value) => ({ kind: 'mac', value }))
  const knownMacs = valuesOf(state, 'mac')
  // Told as what was learned, another device's identity ends the session's trust in this one.
  if (knownMacs.length > 0 && macs.length > 0 && !macs.some(({ value }) => knownMacs.includes(value))) {
    return { ...facts, identifiers: macs }
  }
  const [knownKey] = valuesOf(state, 'helium-key')
  if (knownKey !== undefined) {
    const { text } = yield* runCommand(line, keyCommand, { waitMs: line.timing.keyMs, attempts: 2 })
    const { info, reason } = keyIn(text)
    if (!info) return { ...facts, problem: (isDaemonDown(text) ? daemonDownProblem() : keyGoneProblem(reason)).toData() }
    if (info.key !== knownKey) return { ...facts, identifiers: [{ kind: 'helium-key', value: info.key }] }
  }
  // What was confirmed says that it is still this device, whatever it is called by now.
  const confirmed = { ...facts, identifiers: state.identifiers }
  return network.state.online ? confirmed : { ...confirmed, problem: notConnectedProblem().toData() }
}

function valuesOf({ identifiers }: SessionState, kind: DeviceIdentifier['kind']): string[] {
  return identifiers.filter((each) => each.kind === kind).map(({ value }) => value)
}

function keyGoneProblem(reason: string): Problem {
  return new Problem(
    'helium.no-key',
    'gateway-rs named its key before and does not any more: check that it is installed and that its settings are as they were.',
    { cause: reason },
  )
}

function notConnectedProblem(): Problem {
  return new Problem(
    'console.not-connected',
    'The device has no way to the internet: plug in its network cable or set up its Wi-Fi, then verify again.',
  )
}
