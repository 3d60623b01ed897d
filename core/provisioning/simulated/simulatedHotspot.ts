/**
 * A hotspot that does not exist, speaking real Improv bytes: for training, tests and the tour. Invariant: it is pure; bytes
 * in give bytes out, each with a delay in milliseconds after the ones before it. It says that it is simulated in its
 * firmware name. It behaves as transcripts of the official SDK do: a trailing zero after results, error bytes for damaged
 * or unknown packets, silence for a wrong version or type.
 */
import { improvError, improvState } from '../improv/message'
import { PacketReader } from '../improv/PacketReader'
import { encodePacket, type ImprovPacket, type PacketType, packetType } from '../improv/packet'
import { decodeCredentials, decodeRpc, encodeResult, improvCommand } from '../improv/rpc'
import { encodeText } from '../improv/text'
import type { DeviceFaults, Emission, SimulatedDevice } from './simulatedDevice'

/** The password that every secured network of the training hotspot accepts. */
export const trainingPassword = 'commonmast'

export const simulatedDevice = {
  firmware: 'simulated-hotspot',
  version: '1.0.0',
  chip: 'ESP32-C3',
  name: 'Brisk Copper Heron',
} as const

/** One name is not ASCII, and one has ten bytes, because a length byte that is a newline breaks some hosts. */
const networks = [
  { ssid: 'Mast-North', rssiDbm: -48, security: 'YES' },
  { ssid: 'Dachgarten Köln', rssiDbm: -61, security: 'YES' },
  { ssid: 'Library Guest', rssiDbm: -74, security: 'NO' },
] as const

const url = 'http://192.0.2.10/'
const joinMs = 300
const scanMs = 40

export function createSimulatedHotspot(faults: DeviceFaults = {}): SimulatedDevice {
  const reader = new PacketReader()
  let state: number = improvState.ready
  let sentBytes = 0
  let unplugged = false

  const answer = (delayMs: number, ...packets: ImprovPacket[]) => ({ delayMs, packets })
  const stateIs = (value: number) => packet(packetType.state, [value])
  const error = (code: number) => packet(packetType.error, [code])
  const result = (command: number, ...strings: string[]) => packet(packetType.result, encodeResult(command, strings, true))

  function join(payload: Uint8Array) {
    const credentials = decodeCredentials(payload)
    if (!credentials) return [answer(0, error(improvError.unknownCommand))]
    const network = networks.find(({ ssid }) => ssid === credentials.ssid)
    const opens = network?.security === 'NO' || credentials.password === trainingPassword
    const joined = network !== undefined && opens && !faults.wrongPassword
    state = joined ? improvState.provisioned : improvState.ready
    return [
      answer(0, stateIs(improvState.provisioning)),
      joined
        ? answer(joinMs, stateIs(state), result(improvCommand.sendWifi, url))
        : answer(joinMs, error(improvError.unableToConnect), stateIs(state)),
    ]
  }

  function respond({ type, data }: ImprovPacket) {
    if (type !== packetType.command) return []
    const rpc = decodeRpc(data)
    const connected = state === improvState.provisioned
    switch (rpc?.command) {
      case improvCommand.sendWifi:
        return join(rpc.payload)
      case improvCommand.currentState:
        return [answer(0, stateIs(state), ...(connected ? [result(rpc.command, url)] : []))]
      case improvCommand.deviceInfo: {
        const { firmware, version, chip, name } = simulatedDevice
        return [answer(0, result(rpc.command, firmware, version, chip, name))]
      }
      case improvCommand.scan:
        return [
          ...networks.map(({ ssid, rssiDbm, security }) =>
            answer(scanMs, result(improvCommand.scan, ssid, `${rssiDbm}`, security)),
          ),
          answer(0, result(rpc.command)),
        ]
      case improvCommand.networkState:
        return [answer(0, connected ? result(rpc.command, '3', url) : result(rpc.command, '2'))]
      default:
        return [answer(0, error(improvError.unknownCommand))]
    }
  }

  /** Cuts the bytes up and pulls the cable as the faults say. */
  function emit(delayMs: number, bytes: Uint8Array): Emission[] {
    const emissions: Emission[] = []
    const pieceBytes = faults.fragment ? 1 : bytes.length
    for (let at = 0; at < bytes.length && !unplugged; at += pieceBytes) {
      const left = (faults.unplugAfterBytes ?? Number.POSITIVE_INFINITY) - sentBytes
      const piece = bytes.slice(at, at + Math.min(pieceBytes, left))
      sentBytes += piece.length
      unplugged = sentBytes >= (faults.unplugAfterBytes ?? Number.POSITIVE_INFINITY)
      emissions.push({ delayMs: at === 0 ? delayMs : 0, bytes: piece, unplug: unplugged })
    }
    return emissions
  }

  function send(delayMs: number, packets: ImprovPacket[]): Emission[] {
    const bytes = packets.flatMap((each) => [
      ...noise('I (4242) wifi: IMPROVED signal\r\nhalf a line '),
      ...encodePacket(each),
      0x0a,
    ])
    return emit(delayMs, Uint8Array.from(bytes))
  }

  const noise = (text: string) => (faults.noise ? encodeText(text) : new Uint8Array(0))
  const quiet = () => faults.silent || unplugged

  return {
    boot: () => (quiet() ? [] : emit(0, noise('ESP-ROM:esp32c3\r\nrst:0x1 (POWERON),boot:0xc\r\n'))),
    receive(bytes) {
      if (quiet()) return []
      const damagedBefore = reader.damagedPackets
      const answers = reader.push(bytes).flatMap(respond)
      if (reader.damagedPackets > damagedBefore) answers.unshift(answer(0, error(improvError.invalidPacket)))
      return answers.flatMap(({ delayMs, packets }) => send(delayMs, packets))
    },
  }
}

function packet(type: PacketType, data: Uint8Array | number[]): ImprovPacket {
  return { type, data: Uint8Array.from(data) }
}
