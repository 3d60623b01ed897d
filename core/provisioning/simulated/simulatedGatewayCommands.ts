/** What a training gateway's shell prints for a command, and its exit code. It knows the command lines of the driver and no others. */
import {
  addCommand,
  gatewayCommand,
  hostnameCommand,
  keyCommand,
  networkCommand,
  setHostnameCommand,
  systemCommand,
} from '../console/commands'
import { type HeliumKey, readHeliumAddress, solanaAddress } from '../helium/heliumKey'
import { type GatewayPersona, simulatedGateway } from './simulatedGatewayPersona'
import { signedAddGateway } from './simulatedGatewayTxn'

export interface Printed {
  /** Lines end in a newline; the terminal makes CR LF of it. */
  text: string
  exitCode: number
}

export interface CommandWorld {
  persona: GatewayPersona
  /** Whether the daemon that signs runs. */
  daemonRuns: boolean
  hostname: string
}

const NOT_FOUND = 127
const USAGE = 2

/** Changes `world` where the command does. */
export function runGatewayCommand(command: string, world: CommandWorld): Printed {
  const { persona } = world
  switch (command) {
    case systemCommand:
      return printed(systemLines(world))
    case networkCommand:
      return printed([
        `net eth0 a=${persona.mac} c=1 device`,
        'net lo a=00:00:00:00:00:00 c=1',
        'eth0 00000000 0100A8C0 0003 0 0 100 00000000 0 0 0',
      ])
    case hostnameCommand:
      return printed([world.hostname])
    case gatewayCommand:
      return keyInfo(world, `${simulatedGateway.firmware} ${simulatedGateway.version}\n`)
    case keyCommand:
      return keyInfo(world, '')
    default:
      return setHostname(command, world) ?? add(command, world) ?? notFound(command)
  }
}

function systemLines({ persona, hostname }: CommandWorld): string[] {
  const { kernel, release, machine, osName, osVersion, model } = simulatedGateway
  return [
    `uname ${kernel} ${hostname} ${release} ${machine}`,
    'uid 0',
    `PRETTY_NAME="${osName}"`,
    `VERSION_ID="${osVersion}"`,
    `model ${model}`,
    `serial-number ${persona.serialNumber}`,
  ]
}

/** What gateway-rs says to every command that its daemon answers, while that does not run. */
const DAEMON_DOWN: Printed = {
  text: 'Unable to connect to local server. Check that `helium_gateway` is running.\n',
  exitCode: 1,
}

/** The daemon holds the key, so that only the version is told without it. */
function keyInfo({ persona: { address, name }, daemonRuns }: CommandWorld, before: string): Printed {
  const told = daemonRuns ? printed([JSON.stringify({ key: address, name, onboarding: address }, null, 2)]) : DAEMON_DOWN
  return { ...told, text: before + told.text }
}

function setHostname(command: string, world: CommandWorld): Printed | null {
  const [, hostname = ''] = /^hostnamectl set-hostname (\S+) /.exec(command) ?? []
  if (hostname === '' || command !== setHostnameCommand(hostname)) return null
  world.hostname = hostname
  return printed([])
}

function add(command: string, { persona, daemonRuns }: CommandWorld): Printed | null {
  const [, owner = '', payer = '', mode] =
    /^helium_gateway add --owner (\w+) --payer (\w+) --mode (dataonly|full)$/.exec(command) ?? []
  if ((mode !== 'dataonly' && mode !== 'full') || command !== addCommand(owner, payer, mode)) return null
  if (!daemonRuns) return DAEMON_DOWN
  const keys = [readKey(owner), readKey(payer)]
  const [ownerKey, payerKey] = keys
  if (!ownerKey || !payerKey) return { text: "error: invalid value for '--owner' or '--payer'\n", exitCode: USAGE }
  const txn = signedAddGateway({ owner: ownerKey, payer: payerKey, gateway: persona.key, sign: persona.sign })
  return printed([JSON.stringify({ address: persona.address, mode, owner, payer, txn }, null, 2)])
}

/** Takes accounts in the form of Solana only, as gateway-rs does today. */
function readKey(address: string): HeliumKey | null {
  try {
    const key = readHeliumAddress(address)
    return solanaAddress(key) === address ? key : null
  } catch {
    return null
  }
}

function notFound(command: string): Printed {
  return { text: `bash: ${command.split(/\s/)[0]?.slice(0, 40)}: command not found\n`, exitCode: NOT_FOUND }
}

function printed(lines: string[]): Printed {
  return { text: lines.map((line) => `${line}\n`).join(''), exitCode: 0 }
}
