/**
 * A device that does not exist, speaking real Improv bytes: pure, bytes in give bytes out. It behaves as transcripts of the
 * official SDK do, byte for byte: a trailing zero after results, error bytes for damaged or unknown packets, silence for a
 * wrong version or type. It reads as such firmware does, see `improvDeviceReader`. What it cannot do without a clock: drop a packet whose bytes come more than 100 ms apart.
 */
import { improvError, improvState } from '../improv/message'
import { encodePacket, type ImprovPacket, type PacketType, packetType } from '../improv/packet'
import { encodeResult, improvCommand } from '../improv/rpc'
import { decodeText, encodeText } from '../improv/text'
import { type HeardByDevice, ImprovDeviceReader, readDeviceCredentials } from './improvDeviceReader'
import type { DeviceFaults, Emission, SimulatedDevice } from './simulatedDevice'

export interface HeardNetwork {
  /** Bytes, because a radio knows no encoding; none for a hidden network. */
  ssid: Uint8Array
  rssiDbm: number
  /** As the device words it: `NO`, or anything else for a network that asks for a password. */
  security: string
}

export interface ImprovPersona {
  firmware: string
  version: string
  chip: string
  name: string
  hostname: string
  /** Where it can be reached once it is connected. */
  url: string
  networks: readonly HeardNetwork[]
  /** Opens every network that asks for a password. */
  password: string
}

/** Ways in which firmware differs that is built on the official SDK. */
export interface ImprovDialect extends Pick<DeviceFaults, 'wrongPassword' | 'joinDelayMs'> {
  /** State in which it starts; default ready. */
  state?: number
  /** Says that it is joining to whoever asks for its state while it is offline, as firmware with stored credentials does. */
  joiningWhileOffline?: boolean
  /** So many lists are empty at first, as after a start. */
  emptyLists?: number
  /** Sends "no error" before each answer. */
  clearsErrors?: boolean
  /** Sends no newline after its packets. */
  newline?: boolean
}

const knownCommands: ReadonlySet<number> = new Set(Object.values(improvCommand))
const usualJoinMs = 300
const scanMs = 20
/** A name is cut to as much, because a longer one fits into no answer beside the others. */
const maxNameBytes = 64
/** One label of RFC 1123. */
const hostnamePattern = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

interface Answer {
  delayMs: number
  packets: ImprovPacket[]
}

export function createImprovDevice(persona: ImprovPersona, dialect: ImprovDialect = {}): SimulatedDevice {
  const { joinDelayMs = usualJoinMs, clearsErrors = false, newline = true } = dialect
  const reader = new ImprovDeviceReader((command) => knownCommands.has(command))
  let state = dialect.state ?? improvState.ready
  let { name, hostname } = persona
  let { emptyLists = 0 } = dialect

  function join(payload: Uint8Array): Answer[] {
    const credentials = readDeviceCredentials(payload)
    if (!credentials) return [answer(0, error(improvError.unknownCommand))]
    const network = persona.networks.find(({ ssid }) => ssid.length > 0 && sameBytes(ssid, credentials.ssid))
    const opens = network?.security === 'NO' || sameBytes(credentials.password, encodeText(persona.password))
    const joined = network !== undefined && opens && !dialect.wrongPassword
    state = joined ? improvState.provisioned : improvState.ready
    return [
      answer(0, stateIs(improvState.provisioning)),
      joined
        ? answer(joinDelayMs, stateIs(state), result(improvCommand.sendWifi, persona.url))
        : answer(joinDelayMs, error(improvError.unableToConnect), stateIs(state)),
    ]
  }

  function scan(): Answer[] {
    if (emptyLists > 0) {
      emptyLists -= 1
      return [answer(scanMs, result(improvCommand.scan))]
    }
    const heard = persona.networks.map(({ ssid, rssiDbm, security }) =>
      answer(scanMs, result(improvCommand.scan, ssid, `${rssiDbm}`, security)),
    )
    return [...heard, answer(0, result(improvCommand.scan))]
  }

  function hostnameIs(payload: Uint8Array): Answer[] {
    const wanted = decodeText(payload)
    if (wanted !== '' && !hostnamePattern.test(wanted)) return [answer(0, error(improvError.badHostname))]
    if (wanted !== '') hostname = wanted
    return [answer(0, result(improvCommand.hostname, hostname))]
  }

  function nameIs(payload: Uint8Array): Answer[] {
    if (payload.length > 0) name = cutText(decodeText(payload), maxNameBytes)
    return [answer(0, result(improvCommand.deviceName, name))]
  }

  function respond(heard: HeardByDevice): Answer[] {
    if (heard.kind === 'wrong-checksum') return [answer(0, error(improvError.invalidPacket))]
    if (heard.kind === 'unknown-command') return [answer(0, error(improvError.unknownCommand))]
    const rpc = heard
    const urls = state === improvState.provisioned ? [persona.url] : []
    const told = dialect.joiningWhileOffline && state === improvState.ready ? improvState.provisioning : state
    switch (rpc.command) {
      case improvCommand.sendWifi:
        return join(rpc.payload)
      case improvCommand.currentState:
        return [answer(0, stateIs(told), ...urls.map((url) => result(improvCommand.currentState, url)))]
      case improvCommand.deviceInfo:
        return [answer(0, result(rpc.command, persona.firmware, persona.version, persona.chip, name))]
      case improvCommand.scan:
        return scan()
      case improvCommand.hostname:
        return hostnameIs(rpc.payload)
      case improvCommand.deviceName:
        return nameIs(rpc.payload)
      case improvCommand.networkState:
        // Wi-Fi, and online once it is connected.
        return [answer(0, result(rpc.command, urls.length > 0 ? '3' : '2', ...urls))]
      default:
        return [answer(0, error(improvError.unknownCommand))]
    }
  }

  const send = ({ delayMs, packets }: Answer): Emission[] =>
    packets.map((each, index) => ({
      delayMs: index === 0 ? delayMs : 0,
      bytes: Uint8Array.of(...encodePacket(each), ...(newline ? [0x0a] : [])),
      unplug: false,
    }))

  return {
    boot: () => [],
    receive(bytes) {
      return reader
        .push(bytes)
        .map(respond)
        .filter((each) => each.length > 0)
        .flatMap((each) => [...(clearsErrors ? [answer(0, error(improvError.none))] : []), ...each])
        .flatMap(send)
    },
  }
}

const answer = (delayMs: number, ...packets: ImprovPacket[]): Answer => ({ delayMs, packets })
const packet = (type: PacketType, data: ArrayLike<number>): ImprovPacket => ({ type, data: Uint8Array.from(data) })
const stateIs = (value: number) => packet(packetType.state, [value])
/** With the trailing zero of the official SDK; strings that are bytes are sent as they are. */
const result = (command: number, ...strings: Array<string | Uint8Array>) =>
  packet(packetType.result, encodeResult(command, strings, true))
const error = (code: number) => packet(packetType.error, [code])

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** The longest beginning of whole characters with at most `maxBytes` bytes. */
function cutText(text: string, maxBytes: number): string {
  let kept = ''
  for (const character of text) {
    if (encodeText(kept + character).length > maxBytes) break
    kept += character
  }
  return kept
}
