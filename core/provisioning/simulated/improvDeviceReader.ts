/**
 * How firmware that is built on the official SDK reads its line: byte by byte, with none of the host's patience. It is written
 * after the device's own habits and shares nothing with the host's reader, so that what the host writes wrongly is not read
 * rightly here. Habits, each seen in transcripts of the SDK: a byte that does not fit clears what was read and is lost itself; after
 * a command that was understood one more byte is swallowed, mostly its newline, so that a packet right behind it is lost; lengths
 * must fit exactly; a wrong version or type is met with silence.
 */

export type HeardByDevice =
  | { kind: 'command'; command: number; payload: Uint8Array }
  | { kind: 'wrong-checksum' }
  /** Lengths that do not fit: told like a command that is not known. */
  | { kind: 'unknown-command' }

const HEADER = [0x49, 0x4d, 0x50, 0x52, 0x4f, 0x56, 1]
const TYPE_AT = 7
const LENGTH_AT = 8
const COMMAND_TYPE = 3

export class ImprovDeviceReader {
  #bytes: number[] = []
  /** Commands that this device takes: only behind them a byte is swallowed. */
  readonly #knows: (command: number) => boolean

  constructor(knows: (command: number) => boolean) {
    this.#knows = knows
  }

  push(bytes: Uint8Array): HeardByDevice[] {
    return Array.from(bytes).flatMap((byte) => this.#take(byte) ?? [])
  }

  #take(byte: number): HeardByDevice | null {
    const at = this.#bytes.length
    if (at < HEADER.length) {
      if (byte === HEADER[at]) this.#bytes.push(byte)
      else this.#bytes = []
      return null
    }
    const checksumAt = LENGTH_AT + 1 + (this.#bytes[LENGTH_AT] ?? 0)
    if (at <= LENGTH_AT || at < checksumAt) {
      this.#bytes.push(byte)
      return null
    }
    if (at > checksumAt) {
      // The byte behind a command that was understood.
      this.#bytes = []
      return null
    }
    return this.#finish(byte)
  }

  #finish(checksum: number): HeardByDevice | null {
    const packet = this.#bytes
    this.#bytes = []
    if (packet.reduce((sum, each) => (sum + each) & 0xff, 0) !== checksum) return { kind: 'wrong-checksum' }
    if (packet[TYPE_AT] !== COMMAND_TYPE) return null
    const [command, length, ...payload] = packet.slice(LENGTH_AT + 1)
    if (command === undefined || length !== payload.length || !this.#knows(command)) return { kind: 'unknown-command' }
    this.#bytes = [...packet, checksum]
    return { kind: 'command', command, payload: Uint8Array.from(payload) }
  }
}

/** SSID and password of the command that sends them; null where a length runs past the end. */
export function readDeviceCredentials(payload: Uint8Array): { ssid: Uint8Array; password: Uint8Array } | null {
  const ssidEnd = 1 + (payload[0] ?? 0)
  const passwordStart = ssidEnd + 1
  const passwordEnd = passwordStart + (payload[ssidEnd] ?? 0)
  if (ssidEnd >= payload.length || passwordEnd > payload.length) return null
  return { ssid: payload.slice(1, ssidEnd), password: payload.slice(passwordStart, passwordEnd) }
}
