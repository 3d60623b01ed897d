/**
 * What can go wrong on the line of any simulated device: log text around what it says, bytes that come one by one, silence,
 * a log that does not end, a cable that is pulled at an exact byte. Invariants: without faults the device is as it was; after
 * the cable is out nothing is said or heard. Faults of the device itself (`wrongPassword`, `joinDelayMs`) are its own to keep.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { DeviceFaults, Emission, SimulatedDevice } from './simulatedDevice'

/** Text that a device of this kind writes to its line by itself. */
export interface DeviceLog {
  /** When it starts. */
  boot: string
  /** Before it answers; ends without a newline, so that the answer begins in the middle of a line. */
  before: string
  /** One line of a log that goes on and on. */
  chatter: string
}

/** The log of an ESP32, which names the very word that Improv packets begin with. */
const chipLog: DeviceLog = {
  boot: 'ESP-ROM:esp32c3\r\nrst:0x1 (POWERON),boot:0xc\r\n',
  before: 'I (4242) wifi: IMPROVED signal\r\nhalf a line ',
  chatter: 'D (4243) heap: 182340 bytes free, largest block 110592, IMPROV idle\r\n',
}

const chatterPieceBytes = 4_096

export function withFaults(device: SimulatedDevice, faults: DeviceFaults, log: DeviceLog = chipLog): SimulatedDevice {
  const {
    noise = false,
    fragment = false,
    silent = false,
    unplugAfterBytes = Number.POSITIVE_INFINITY,
    chatterBytes = 0,
  } = faults
  let sentBytes = 0
  let unplugged = false

  /** Cuts the bytes up and pulls the cable as the faults say. */
  function send({ delayMs, bytes, unplug }: Emission): Emission[] {
    const pieces: Emission[] = []
    const pieceBytes = fragment ? 1 : Math.max(1, bytes.length)
    // An emission without bytes still counts: it can be the pull itself.
    for (let at = 0; !unplugged && (at === 0 || at < bytes.length); at += pieceBytes) {
      const piece = bytes.subarray(at, at + Math.min(pieceBytes, Math.max(0, unplugAfterBytes - sentBytes)))
      sentBytes += piece.length
      unplugged = sentBytes >= unplugAfterBytes || (unplug && at + pieceBytes >= bytes.length)
      pieces.push({ delayMs: at === 0 ? delayMs : 0, bytes: piece, unplug: unplugged })
    }
    return pieces
  }

  const written = (text: string): Emission[] => (noise ? [emission(utf8ToBytes(text))] : [])
  const said = (emissions: Emission[]) =>
    silent ? [] : emissions.flatMap((each) => [...(each.bytes.length > 0 ? written(log.before) : []), each])
  const sendAll = (emissions: Emission[]) => emissions.flatMap(send)

  return {
    boot: () => sendAll([...(unplugAfterBytes <= 0 ? [emission(new Uint8Array(0))] : written(log.boot)), ...said(device.boot())]),
    receive(bytes) {
      if (unplugged) return []
      // The device hears the order although its log comes first.
      const answer = device.receive(bytes)
      return sendAll([...chatter(log.chatter, chatterBytes), ...said(answer)])
    },
    ...(device.idle ? { idle: () => (unplugged ? [] : sendAll(said(device.idle?.() ?? []))) } : {}),
  }
}

function emission(bytes: Uint8Array): Emission {
  return { delayMs: 0, bytes, unplug: false }
}

/** `length` bytes of log in pieces, as a serial driver hands them over. */
function chatter(line: string, length: number): Emission[] {
  const text = utf8ToBytes(line.repeat(Math.ceil(Math.min(length, chatterPieceBytes) / line.length) + 1))
  const pieces: Emission[] = []
  for (let left = length; left > 0; left -= chatterPieceBytes) {
    pieces.push(emission(text.subarray(0, Math.min(left, chatterPieceBytes))))
  }
  return pieces
}
