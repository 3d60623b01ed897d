/**
 * A gateway that does not exist, with a Linux console and gateway-rs: for training, tests and the tour. Invariants: it is pure;
 * bytes in give bytes out; it says that it is simulated in its program's name and its system's; its keys are real, so that a
 * proof of them is a real proof, of nothing that exists.
 */
import type { HeliumKeyKind } from '../helium/heliumKey'
import type { DeviceFaults, Emission, SimulatedDevice } from './simulatedDevice'
import { gatewayPersona } from './simulatedGatewayPersona'
import { GatewayTerminal, type Saying } from './simulatedGatewayTerminal'
import { type DeviceLog, withFaults } from './withFaults'

/** The password of `root` on every training gateway. */
export const trainingConsolePassword = 'commonmast'

export interface SimulatedGatewayOptions extends DeviceFaults {
  /** From 1: each is a device of its own, with its own name, host name, address and key. */
  unit?: number
  keyKind?: HeliumKeyKind
  /** Begins at the shell instead of at the login. */
  loggedIn?: boolean
  /** The daemon that signs does not run. */
  daemonDown?: boolean
  /** How long each command takes. */
  commandMs?: number
}

/** What the kernel prints to the console at any moment, in the middle of a line too. */
const kernelLog: DeviceLog = {
  boot: '[    0.000000] Booting Linux on physical CPU 0x0\r\n[    1.204816] mmc0: new high speed SDHC card\r\n',
  before: '[   42.424242] usb 1-1: new full-speed USB device number 4\r\n',
  chatter: '[   43.000001] random: crng reseeded after a long wait\r\n',
}

export function createSimulatedGateway({
  unit = 1,
  keyKind = 'ed25519',
  loggedIn = false,
  daemonDown = false,
  commandMs = 0,
  ...faults
}: SimulatedGatewayOptions = {}): SimulatedDevice {
  const persona = gatewayPersona(unit, keyKind)
  const terminal = new GatewayTerminal({
    world: { persona, daemonRuns: !daemonDown, hostname: persona.hostname },
    password: faults.wrongPassword ? null : trainingConsolePassword,
    loggedIn,
    commandMs,
  })
  const device: SimulatedDevice = {
    boot: () => emissionsOf(terminal.greeting()),
    receive: (bytes) => emissionsOf(terminal.type(bytes)),
  }
  return withFaults(device, faults, kernelLog)
}

/** What is said without a pause goes over the line in one piece. */
function emissionsOf(sayings: Saying[]): Emission[] {
  const pieces: Saying[] = []
  for (const { delayMs, text } of sayings) {
    const last = pieces.at(-1)
    if (last && delayMs === 0) last.text += text
    else pieces.push({ delayMs, text })
  }
  return pieces.map(({ delayMs, text }) => ({
    delayMs,
    bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)),
    unplug: false,
  }))
}
