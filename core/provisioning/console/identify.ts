/** Learns what a Linux is, how it is connected and which key its gateway-rs holds, with three commands. */
import { Problem } from '../../model/problem'
import { type KeyInfo, readKeyInfo } from '../helium/gatewayOutput'
import type { Step, StepResult } from '../session/ProvisioningDriver'
import type { DeviceIdentifier, SessionState, StepKind } from '../session/sessionState'
import { simulatedGateway } from '../simulated/simulatedGatewayPersona'
import type { ConsoleMessage } from './ConsoleReader'
import { gatewayCommand, networkCommand, systemCommand } from './commands'
import { type NetworkFacts, readNetworkFacts } from './networkFacts'
import { printable } from './printable'
import { daemonDownProblem, isDaemonDown } from './problems'
import { reachPrompt } from './reachPrompt'
import { type ConsoleLine, loggedOut, runCommand } from './runCommand'
import { readSystemFacts, type SystemFacts } from './systemFacts'

/** Before a login only the host name in its prompt is known. */
export function* identify(line: ConsoleLine, state: SessionState): Step<ConsoleMessage> {
  const prompt = yield* reachPrompt(line)
  if (prompt.kind === 'shell') return yield* identifyAtShell(line)
  const { hostname } = prompt
  return { ...loggedOut, ...(hostname === null || state.identified ? {} : { hostname: printable(hostname) }) }
}

/** @throws Problem `console.not-linux` and those of runCommand. */
export function* identifyAtShell(line: ConsoleLine): Step<ConsoleMessage> {
  const system = readSystemFacts((yield* runCommand(line, systemCommand, { waitMs: line.timing.commandMs, attempts: 2 })).text)
  if (!system) {
    throw new Problem('console.not-linux', 'A shell answers, but no Linux that says what it is: check that it is the right port.')
  }
  const network = readNetworkFacts((yield* runCommand(line, networkCommand, { waitMs: line.timing.commandMs, attempts: 2 })).text)
  const gateway = yield* askGateway(line)
  const abilities: StepKind[] = ['verify']
  if (system.isRoot) abilities.push('set-hostname')
  if (gateway?.info) abilities.push('prove', 'register')
  return {
    ...(gateway?.firmware === simulatedGateway.firmware ? { simulated: true } : {}),
    abilities,
    loginNeeded: false,
    identified: true,
    device: deviceOf(system, gateway),
    identifiers: identifiersOf(system, network, gateway?.info ?? null),
    hostname: system.hostname,
    network: network.state,
    connected: network.state.online,
    ...(gateway && !gateway.info ? { problem: problemOf(gateway).toData() } : {}),
  }
}

interface GatewayFacts {
  firmware: string
  version: string
  info: KeyInfo | null
  /** Why there is no key. */
  reason: string
  isDaemonDown: boolean
}

const NOT_FOUND = 127

/** @returns null where there is no gateway-rs. */
function* askGateway(line: ConsoleLine): Step<ConsoleMessage, GatewayFacts | null> {
  const { text, exitCode } = yield* runCommand(line, gatewayCommand, { waitMs: line.timing.keyMs, attempts: 2 })
  if (exitCode === NOT_FOUND) return null
  const [, firmware, version] = /^([a-z][\w-]{2,40}) v?(\d[\w.+-]{0,40})$/m.exec(text) ?? []
  const facts = { firmware: firmware ?? 'helium_gateway', version: version ?? '', isDaemonDown: isDaemonDown(text) }
  return { ...facts, ...keyIn(text) }
}

/** The key that gateway-rs named, or why there is none; what it names may not be one. */
export function keyIn(output: string): { info: KeyInfo | null; reason: string } {
  try {
    return { info: readKeyInfo(output), reason: lastLine(output) }
  } catch (thrown) {
    return { info: null, reason: Problem.from(thrown, 'helium.bad-key', 'It named no key.').message }
  }
}

/** The last thing that a program said, which mostly is why it failed. */
export function lastLine(output: string): string {
  return printable(output.trim().split('\n').at(-1) ?? '', 160)
}

function deviceOf(system: SystemFacts, gateway: GatewayFacts | null): StepResult['device'] {
  return {
    name: gateway?.info?.name ?? system.hostname,
    firmware: gateway?.firmware ?? system.kernel,
    version: gateway?.version ?? system.release,
    chip: system.model ?? system.machine,
    os: system.osName ?? system.kernel,
    osVersion: system.osVersion ?? system.release,
  }
}

function identifiersOf({ serialNumber }: SystemFacts, { macs }: NetworkFacts, info: KeyInfo | null): DeviceIdentifier[] {
  return [
    ...(info ? [{ kind: 'helium-key' as const, value: info.key }] : []),
    ...(info?.onboarding ? [{ kind: 'helium-onboarding-key' as const, value: info.onboarding }] : []),
    ...macs.map((value) => ({ kind: 'mac' as const, value })),
    ...(serialNumber ? [{ kind: 'serial-number' as const, value: serialNumber }] : []),
  ]
}

function problemOf({ isDaemonDown, reason }: GatewayFacts): Problem {
  return isDaemonDown ? daemonDownProblem() : noKeyProblem(reason)
}

function noKeyProblem(reason: string): Problem {
  return new Problem(
    'helium.no-key',
    'gateway-rs is installed but does not name its key: check its settings, or log in as the user it runs as, then identify again.',
    { cause: reason },
  )
}
